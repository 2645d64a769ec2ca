package io.penumbra.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.TensorInfo;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * The output of a member: a value for each class, or of two classes the value of the positive one alone.
 *
 * @param batch number of images that a run answers, or {@link Port#FREE}
 * @param alone whether the shape says that the positive class stands alone
 * @param operator that computes it, such as {@code Softmax}; empty if it is not found
 * @param positive index of the class whose value stands alone where there are two
 */
record MemberOutput(
        String name, int batch, Output.Values values, boolean alone, String operator, int classes, int positive) {
    private static final String TYPES = "float32, float16 or float64";

    /**
     * @param input the input of the same file
     * @throws ModelLoadException if the file has no such output
     */
    static MemberOutput of(
            ModelFile file,
            Map<String, NodeInfo> nodes,
            Output declared,
            MemberInput input,
            int classes,
            int positive) {
        Port port = Port.of(file.path(), "output", chosen(file.path(), nodes, declared));
        switch (port.type()) {
            case FLOAT, FLOAT16, DOUBLE -> {}
            case INT32, INT64 ->
                throw port.refusal("gives classes, not scores: its output '" + port.name() + "' has " + port.typeName()
                        + ", expected " + TYPES);
            default -> throw port.ofType(TYPES);
        }
        long[] shape = port.shape();
        if (input.batch() == 1 && shape.length == 1 && shape[0] == classes) {
            shape = new long[] {1, classes}; // one image, without the dimension of the batch
        }
        checkWidth(port, shape, classes, input.batch());
        long batch = shape[0];
        if (batch != Port.FREE && input.batch() != Port.FREE && batch != input.batch()) {
            throw port.refusal("takes " + input.batch() + " images a run but answers for " + batch
                    + ", expected an answer for each");
        }
        return new MemberOutput(
                port.name(),
                Math.toIntExact(batch),
                declared.values(),
                Arrays.stream(shape).skip(1).allMatch(size -> size == 1),
                LastOperator.of(file.graph(), port.name()),
                classes,
                positive);
    }

    private static NodeInfo chosen(Path file, Map<String, NodeInfo> nodes, Output declared) {
        if (declared.name().isEmpty()) {
            if (nodes.size() == 1) {
                return nodes.values().iterator().next();
            }
            throw new ModelLoadException(file + " has " + nodes.size() + " outputs " + nodes.keySet()
                    + ", expected one: name it, such as output: {"
                    + nodes.keySet().iterator().next() + ": "
                    + declared.values().text() + "}");
        }
        NodeInfo node = nodes.get(declared.name().get());
        if (node == null) {
            throw new ModelLoadException(
                    file + " has no output '" + declared.name().get() + "', expected one of " + nodes.keySet());
        }
        return node;
    }

    /**
     * Checks that all dimensions behind that of the batch are 1, but for one with a value for each class.
     *
     * @param images number of images that a run takes, or {@link Port#FREE}
     */
    private static void checkWidth(Port port, long[] shape, int classes, int images) {
        long[] wide = Arrays.stream(shape).skip(1).filter(size -> size != 1).toArray();
        long[] known = Arrays.stream(wide).filter(size -> size != Port.FREE).toArray();
        boolean fits = known.length == 0 ? wide.length > 0 || classes == 2 : known.length == 1 && known[0] == classes;
        boolean isTurned = shape.length == 2 && shape[0] == classes && shape[0] != images && shape[1] == Port.FREE;
        if (!fits || shape[0] == 0 || isTurned) {
            String hint = known.length == 1 && known[0] == classes + 1
                    ? "; if one more class stands for the background, list it: classes: [background, …]"
                    : "";
            throw port.ofShape(
                    classes == 2 ? "[-1, 2], or [-1, 1] of the positive class" : "[-1, " + classes + "]", hint);
        }
    }

    /**
     * Reads what a run gave for {@code n} images.
     *
     * @return {@code n} × classes values
     * @throws RunFailure if it has another shape
     */
    float[] read(OnnxTensor tensor, int n) {
        float[] found = floats(tensor);
        if (found.length == n * classes) {
            checkOrder(tensor.getInfo(), n);
            return found;
        }
        if (classes == 2 && found.length == n) {
            float[] both = new float[n * classes];
            for (int i = 0; i < n; i++) {
                both[2 * i + positive] = found[i];
                both[2 * i + 1 - positive] = other(found[i]);
            }
            return both;
        }
        throw new RunFailure(
                "gives " + found.length + " values for " + n + (n == 1 ? " image" : " images") + ", expected "
                        + n * classes,
                RunFailure.Kind.FAULT,
                null);
    }

    private void checkOrder(TensorInfo info, int n) {
        long[] shape = info.getShape();
        if (n > 1 && shape[0] != n) {
            throw new RunFailure(
                    "gives shape " + Arrays.toString(shape) + " for " + n + " images, expected [" + n + ", " + classes
                            + "]",
                    RunFailure.Kind.FAULT,
                    null);
        }
    }

    private static float[] floats(OnnxTensor tensor) {
        if (tensor.getInfo().type == OnnxJavaType.DOUBLE) {
            DoubleBuffer doubles = tensor.getDoubleBuffer();
            float[] values = new float[doubles.remaining()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) doubles.get(i);
            }
            return values;
        }
        FloatBuffer floats = tensor.getFloatBuffer(); // also of float16
        float[] values = new float[floats.remaining()];
        floats.get(values);
        return values;
    }

    /** The value of the class that is not positive. A softmax of 0 and z gives z's sigmoid. */
    private float other(float value) {
        return switch (values) {
            case LOGITS -> 0;
            case PROBABILITIES -> Output.Values.isShare(value) ? Math.max(0, 1 - value) : 1 - value;
            case LOG_PROBABILITIES -> (float) Math.log1p(-Math.exp(Math.min(0, value)));
        };
    }
}
