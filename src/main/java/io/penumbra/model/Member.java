package io.penumbra.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.penumbra.image.InputFormat;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One open ONNX file. Any number of threads may run it at once. */
final class Member implements AutoCloseable {
    private static final int FREE = -1;

    private final Path file;
    private final String sha256;
    private final long bytes;
    private final InputFormat format;
    private final OrtSession session;
    private final String input;

    private Member(Path file, String sha256, long bytes, InputFormat format, OrtSession session, String input) {
        this.file = file;
        this.sha256 = sha256;
        this.bytes = bytes;
        this.format = format;
        this.session = session;
        this.input = input;
    }

    /**
     * Opens a file and checks its size, its digest and the shapes of its input and output.
     *
     * @param expected what {@code models.yaml} says of the file
     * @throws ModelLoadException if the file differs from that, or cannot be opened
     */
    static Member open(
            Path file,
            Declaration.Member expected,
            InputFormat format,
            int classes,
            OrtSession.SessionOptions options) {
        byte[] bytes = bytes(file);
        if (expected.bytes().isPresent() && expected.bytes().getAsLong() != bytes.length) {
            throw new ModelLoadException(file + " has " + bytes.length + " bytes, expected "
                    + expected.bytes().getAsLong());
        }
        String sha256 = sha256(bytes);
        if (expected.sha256().isPresent() && !expected.sha256().get().equalsIgnoreCase(sha256)) {
            throw new ModelLoadException(file + " has SHA-256 " + sha256 + ", expected "
                    + expected.sha256().get());
        }
        OrtSession session;
        try {
            session = Provider.environment().createSession(bytes, options);
        } catch (OrtException e) {
            throw new ModelLoadException("cannot open " + file + ": " + e.getMessage(), e);
        }
        try {
            check(file, "input", session.getInputInfo(), format.shape(FREE));
            check(file, "output", session.getOutputInfo(), new long[] {FREE, classes});
            return new Member(
                    file,
                    sha256,
                    bytes.length,
                    format,
                    session,
                    session.getInputNames().iterator().next());
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
     * @return the output, {@code n} × classes floats
     */
    float[] run(FloatBuffer images, int n) throws OrtException {
        try (var tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), images, format.shape(n));
                var result = session.run(Map.of(input, tensor))) {
            FloatBuffer output = ((OnnxTensor) result.get(0)).getFloatBuffer();
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

    private static byte[] bytes(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelLoadException("there is no file " + file);
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ModelLoadException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
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
