package io.penumbra.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.penumbra.image.InputFormat;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One open ONNX file. Any number of threads may run it at once. */
final class Member implements AutoCloseable {
    private static final int FREE = -1;
    /** The folder of the files in which a model keeps weights; without it ONNX Runtime takes the working directory. */
    private static final String WEIGHTS_FOLDER = "session.model_external_initializers_file_folder_path";

    private final Path file;
    private final String sha256;
    private final long bytes;
    private final InputFormat format;
    private final OrtSession session;
    private final String input;
    private final int classes;

    private Member(ModelFile file, InputFormat format, OrtSession session, String input, int classes) {
        this.file = file.path();
        this.sha256 = file.sha256();
        this.bytes = file.bytes();
        this.format = format;
        this.session = session;
        this.input = input;
        this.classes = classes;
    }

    /**
     * Opens a file and checks the shapes of its input and output.
     *
     * @param file a file that is what {@code models.yaml} says
     * @throws ModelLoadException if the file cannot be opened
     */
    static Member open(ModelFile model, InputFormat format, int classes, Provider provider) {
        Path file = model.path();
        OrtSession session;
        try (OrtSession.SessionOptions options = provider.options()) {
            options.addConfigEntry(WEIGHTS_FOLDER, model.folder().toString());
            session = Provider.environment().createSession(model.graph(), options);
        } catch (OrtException e) {
            throw new ModelLoadException(
                    NoModel.found(model.graph())
                            .map(found -> file + " " + found)
                            .orElse("cannot open " + file + ": " + e.getMessage()),
                    e);
        }
        try {
            check(file, "input", session.getInputInfo(), format.shape(FREE));
            check(file, "output", session.getOutputInfo(), new long[] {FREE, classes});
            return new Member(
                    model, format, session, session.getInputNames().iterator().next(), classes);
        } catch (OrtException e) {
            close(file, session);
            throw new ModelLoadException("cannot read the shapes of " + file + ": " + e.getMessage(), e);
        } catch (ModelLoadException e) {
            close(file, session);
            throw e;
        }
    }

    private static void check(Path file, String what, Map<String, NodeInfo> nodes, long[] expected) {
        if (nodes.size() != 1) {
            throw new ModelLoadException(
                    file + " has " + nodes.size() + " " + what + "s " + nodes.keySet() + ", expected one");
        }
        NodeInfo node = nodes.values().iterator().next();
        if (!(node.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT) {
            throw new ModelLoadException(file + " has " + what + " " + node + ", expected a tensor of float32");
        }
        // the batch size has to be free; other unknown dimensions are checked by the warm-up
        long[] found = tensor.getShape();
        boolean fits = found.length == expected.length && found[0] == FREE;
        for (int i = 1; fits && i < found.length; i++) {
            fits = found[i] == expected[i] || found[i] == FREE;
        }
        if (!fits) {
            throw new ModelLoadException(file + " has " + what + " '" + node.getName() + "' of shape "
                    + Arrays.toString(found) + ", expected " + Arrays.toString(expected) + " (-1: any batch size)");
        }
    }

    /**
     * Runs a batch.
     *
     * @param images direct, from its position {@code n} images in the input format
     * @param options through which the run can be ended
     * @return the output, {@code n} × classes floats
     * @throws RunFailure if the output has another length
     */
    float[] run(FloatBuffer images, int n, OrtSession.RunOptions options) throws OrtException {
        try (var tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), images, format.shape(n));
                var result = session.run(Map.of(input, tensor), options)) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
            if (output.remaining() != n * classes) {
                throw new RunFailure(
                        "gives " + output.remaining() + " values for " + n + (n == 1 ? " image" : " images")
                                + ", expected " + n * classes,
                        RunFailure.Kind.FAULT,
                        null);
            }
            float[] values = new float[output.remaining()];
            output.get(values);
            return values;
        }
    }

    String sha256() {
        return sha256;
    }

    /** What {@code models.yaml} says of the file, with the digest and the size that were found. */
    Declaration.Member found(Declaration.Member said) {
        return new Declaration.Member(
                said.path(),
                Optional.of(sha256),
                OptionalLong.of(bytes),
                said.deflatedBytes(),
                said.parameters(),
                said.nonZero(),
                said.accuracy());
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        close(file, session);
    }

    private static void close(Path file, OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("cannot close " + file + ": " + e.getMessage(), e);
        }
    }
}
