package io.penumbra.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import io.penumbra.image.Channels;
import io.penumbra.image.InputFormat;
import io.penumbra.image.Layout;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * The input of a member.
 *
 * @param batch number of images that a run takes, or {@link Port#FREE}
 */
record MemberInput(String name, OnnxJavaType type, int batch, InputFormat format) {
    private static final int HIGHEST_LEVEL = 255;

    /** @throws ModelLoadException if images of this kind do not fit */
    static MemberInput of(Path file, Map<String, NodeInfo> nodes, Declaration.Input declared) {
        if (nodes.size() != 1) {
            throw new ModelLoadException(
                    file + " has " + nodes.size() + " inputs " + nodes.keySet() + ", expected one");
        }
        Port port = Port.of(file, "input", nodes.values().iterator().next());
        InputFormat format = declared.format();
        checkType(port, declared);
        long[] expected = format.shape(Port.FREE);
        long[] found = port.shape();
        boolean fits = found.length == expected.length && (found[0] == Port.FREE || found[0] > 0);
        for (int i = 1; fits && i < found.length; i++) {
            fits = found[i] == expected[i] || found[i] == Port.FREE;
        }
        if (!fits) {
            boolean isGrey = found.length == 4 && found[format.layout() == Layout.NCHW ? 1 : 3] == 1;
            throw port.ofShape(
                    Arrays.toString(expected),
                    isGrey && format.channels() != Channels.GRAY
                            ? "; if it takes grey, say so in input: channels: gray"
                            : "");
        }
        return new MemberInput(port.name(), port.type(), Math.toIntExact(found[0]), format);
    }

    private static void checkType(Port port, Declaration.Input declared) {
        switch (port.type()) {
            case FLOAT, FLOAT16, DOUBLE -> {
                if (!declared.saysNormalization()) {
                    throw port.refusal("takes " + port.typeName()
                            + ", but mean and std of input are missing; scale: 1/255 without them gives it x/255");
                }
            }
            case UINT8 -> {
                if (!declared.format().isShareOfWhite()) {
                    throw port.refusal("takes uint8, which are the levels 0 to 255 as they are: expected an input"
                            + " without mean, std and scale");
                }
            }
            default -> throw port.ofType("float32, float16, float64 or uint8");
        }
    }

    /**
     * A tensor of {@code n} images. Of float32 it shares the memory of {@code images}; of another type it is a copy.
     *
     * @param images direct, at its position the first image
     */
    OnnxTensor tensor(FloatBuffer images, int n) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        long[] shape = format.shape(n);
        return switch (type) {
            case FLOAT16 ->
                OnnxTensor.createTensor(
                        environment,
                        Fp16Conversions.convertFloatBufferToFp16Buffer(images.duplicate()),
                        shape,
                        OnnxJavaType.FLOAT16);
            case DOUBLE -> OnnxTensor.createTensor(environment, doubles(images), shape);
            case UINT8 -> OnnxTensor.createTensor(environment, levels(images), shape, OnnxJavaType.UINT8);
            default -> OnnxTensor.createTensor(environment, images, shape);
        };
    }

    private static DoubleBuffer doubles(FloatBuffer images) {
        double[] values = new double[images.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = images.get(images.position() + i);
        }
        return DoubleBuffer.wrap(values);
    }

    /** The levels 0 to 255 of values x/255. */
    private static ByteBuffer levels(FloatBuffer images) {
        byte[] levels = new byte[images.remaining()];
        for (int i = 0; i < levels.length; i++) {
            int level = Math.round(images.get(images.position() + i) * HIGHEST_LEVEL);
            levels[i] = (byte) Math.max(0, Math.min(HIGHEST_LEVEL, level));
        }
        return ByteBuffer.wrap(levels);
    }
}
