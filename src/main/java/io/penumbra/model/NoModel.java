package io.penumbra.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Tells what a file is that ONNX Runtime does not open. */
final class NoModel {
    private static final int HEAD = 512;
    /** The tag of the format's version, with which every exporter begins a file. */
    private static final byte VERSION = 8;

    private static final int GRAPH = 7;
    private static final int OPERATOR_SETS = 8;

    private NoModel() {}

    /** The end of a sentence that begins with the file; empty if nothing is known of its bytes. */
    static Optional<String> found(byte[] bytes) {
        if (bytes.length == 0) {
            return Optional.of("is empty");
        }
        String head = new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1)
                .strip()
                .toLowerCase(Locale.ROOT);
        if (head.startsWith("version https://git-lfs")) {
            return Optional.of("is a Git LFS pointer: run git lfs pull");
        }
        if (head.startsWith("<!doctype html") || head.contains("<html")) {
            return Optional.of("is an HTML page, expected an ONNX file: was a sign-in or an error saved in its place?");
        }
        if (head.startsWith("pk\u0003\u0004")) {
            return Optional.of("is a ZIP archive such as PyTorch's, expected an ONNX file: export it");
        }
        return bytes[0] == VERSION && endsEarly(bytes)
                ? Optional.of("ends early, after " + bytes.length + " bytes: copy it anew")
                : Optional.empty();
    }

    /** Whether a field of the model is longer than the file, or the graph or what follows it is missing. */
    private static boolean endsEarly(byte[] bytes) {
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        boolean graph = false;
        boolean sets = false;
        try {
            while (!in.isAtEnd()) {
                int tag = in.readTag();
                graph |= WireFormat.getTagFieldNumber(tag) == GRAPH;
                sets |= WireFormat.getTagFieldNumber(tag) == OPERATOR_SETS;
                in.skipField(tag);
            }
        } catch (IOException e) {
            return true;
        }
        return !graph || !sets;
    }
}
