package io.penumbra.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An ONNX file that was read, with a digest of all bytes that make the model. */
final class ModelFile {
    private static final int CHUNK = 1 << 20;

    private final Path path;
    private final byte[] graph;
    private final long bytes;
    private final String sha256;

    private ModelFile(Path path, byte[] graph, long bytes, String sha256) {
        this.path = path;
        this.graph = graph;
        this.bytes = bytes;
        this.sha256 = sha256;
    }

    /**
     * Reads a file, and the files beside it in which it keeps weights.
     *
     * @throws ModelLoadException if one of them is missing, cannot be read or lies in another folder
     */
    static ModelFile read(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new ModelLoadException("there is no file " + path);
        }
        try {
            byte[] graph = Files.readAllBytes(path);
            MessageDigest digest = digest();
            digest.update(graph);
            long bytes = graph.length;
            for (String location : ExternalData.locations(graph)) {
                bytes += add(weights(path, location), digest);
            }
            return new ModelFile(path, graph, bytes, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new ModelLoadException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private static Path weights(Path path, String location) throws IOException {
        Path folder = folder(path).toRealPath();
        Path weights;
        try {
            weights = folder.resolve(location);
        } catch (InvalidPathException e) {
            throw elsewhere(path, location);
        }
        if (location.isBlank()
                || Path.of(location).isAbsolute()
                || !weights.normalize().startsWith(folder)) {
            throw elsewhere(path, location);
        }
        if (!Files.isRegularFile(weights)) {
            throw new ModelLoadException(path + " keeps weights in '" + location + "', which is not beside it; "
                    + "copy that file there, or make one file of both: " + oneFile(path));
        }
        if (!weights.toRealPath().startsWith(folder)) {
            throw elsewhere(path, location);
        }
        return weights;
    }

    private static ModelLoadException elsewhere(Path path, String location) {
        return new ModelLoadException(path + " keeps weights in '" + location
                + "', expected a file in the folder of the model; make one file of both: " + oneFile(path));
    }

    private static String oneFile(Path path) {
        return "python -c \"import onnx; onnx.save(onnx.load('" + path.getFileName() + "'), 'one.onnx')\"";
    }

    private static long add(Path file, MessageDigest digest) throws IOException {
        long bytes = 0;
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
                bytes += read;
            }
        }
        return bytes;
    }

    /**
     * Checks the file against what {@code models.yaml} says of it.
     *
     * @throws ModelLoadException if it differs
     */
    ModelFile checked(Declaration.Member expected) {
        if (expected.bytes().isPresent() && expected.bytes().getAsLong() != bytes) {
            throw new ModelLoadException(path + " has " + bytes + " bytes, expected "
                    + expected.bytes().getAsLong());
        }
        if (expected.sha256().isPresent() && !expected.sha256().get().equalsIgnoreCase(sha256)) {
            throw new ModelLoadException(path + " has SHA-256 " + sha256 + ", expected "
                    + expected.sha256().get());
        }
        return this;
    }

    /**
     * What stays known of a file when its bytes are gone.
     *
     * @param sha256 of the file's bytes, followed by those of the files in which it keeps weights
     * @param bytes of all of them
     */
    record Facts(Path path, String sha256, long bytes) {}

    Facts facts() {
        return new Facts(path, sha256, bytes);
    }

    Path path() {
        return path;
    }

    /** The folder of the file; in no other are weights read. */
    Path folder() {
        return folder(path);
    }

    private static Path folder(Path path) {
        return path.toAbsolutePath().normalize().resolveSibling("");
    }

    /** The bytes of the ONNX file itself; must not be changed. */
    byte[] graph() {
        return graph;
    }

    /** Bytes of the file and of the files in which it keeps weights. */
    long bytes() {
        return bytes;
    }

    /** Of the file's bytes, followed by those of the files in which it keeps weights, in the order of their names. */
    String sha256() {
        return sha256;
    }

    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
