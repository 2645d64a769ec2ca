package io.penumbra.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files in which an ONNX file keeps weights. It walks the messages that can hold a tensor, by the field
 * numbers of {@code onnx.proto}.
 */
final class ExternalData {
    /** Graphs lie in attributes of nodes of graphs. */
    private static final int DEEPEST = 100;

    private static final int EXTERNAL_DATA = 13;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    /** The messages on the way to a tensor, and the message in each field of them. */
    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        FUNCTION,
        SPARSE_TENSOR,
        TENSOR;

        private static final Map<Message, Map<Integer, Message>> FIELDS = Map.of(
                MODEL, Map.of(7, GRAPH, 25, FUNCTION),
                GRAPH, Map.of(1, NODE, 5, TENSOR, 15, SPARSE_TENSOR),
                NODE, Map.of(5, ATTRIBUTE),
                ATTRIBUTE, Map.of(5, TENSOR, 6, GRAPH, 10, TENSOR, 11, GRAPH, 22, SPARSE_TENSOR, 23, SPARSE_TENSOR),
                FUNCTION, Map.of(7, NODE, 11, ATTRIBUTE),
                SPARSE_TENSOR, Map.of(1, TENSOR, 2, TENSOR),
                TENSOR, Map.of());

        @Nullable
        Message inner(int field) {
            return FIELDS.getOrDefault(this, Map.of()).get(field);
        }
    }

    private final SortedSet<String> locations = new TreeSet<>();

    private ExternalData() {}

    /** The files that a model names, sorted. Those of bytes that are no ONNX file are none: ONNX Runtime refuses it. */
    static SortedSet<String> locations(byte[] onnx) {
        var data = new ExternalData();
        try {
            data.walk(Message.MODEL, CodedInputStream.newInstance(onnx), 0);
        } catch (IOException e) {
            return data.locations;
        }
        return data.locations;
    }

    private void walk(Message message, CodedInputStream in, int depth) throws IOException {
        if (depth > DEEPEST) {
            return;
        }
        while (!in.isAtEnd()) {
            int tag = in.readTag();
            int field = WireFormat.getTagFieldNumber(tag);
            Message inner = message.inner(field);
            boolean isLong = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            if (isLong && inner != null) {
                int outer = in.pushLimit(in.readRawVarint32());
                walk(inner, in, depth + 1);
                in.popLimit(outer);
            } else if (isLong && message == Message.TENSOR && field == EXTERNAL_DATA) {
                int outer = in.pushLimit(in.readRawVarint32());
                entry(in);
                in.popLimit(outer);
            } else if (!in.skipField(tag)) {
                return;
            }
        }
    }

    /** Reads a key and a value; the value of {@code location} is the name of a file. */
    private void entry(CodedInputStream in) throws IOException {
        String key = "";
        String value = "";
        while (!in.isAtEnd()) {
            int tag = in.readTag();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case KEY -> key = new String(in.readByteArray(), StandardCharsets.UTF_8);
                case VALUE -> value = new String(in.readByteArray(), StandardCharsets.UTF_8);
                default -> in.skipField(tag);
            }
        }
        if (key.equals("location")) {
            locations.add(value);
        }
    }
}
