package io.penumbra.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the operator of an ONNX file that computes an output, by the field numbers of {@code onnx.proto}. */
final class LastOperator {
    /** They change the form of values, not what the values mean. */
    private static final Set<String> FORM = Set.of(
            "Identity", "Cast", "Squeeze", "Unsqueeze", "Reshape", "Flatten", "QuantizeLinear", "DequantizeLinear");

    private static final int GRAPH = 7;
    private static final int NODE = 1;
    private static final int INPUT = 1;
    private static final int OUTPUT = 2;
    private static final int OPERATOR = 4;

    /** An operator and the first of its inputs. */
    private record Node(String operator, String input) {}

    private final Map<String, Node> byOutput = new HashMap<>();

    private LastOperator() {}

    /** The name of the operator, such as {@code Softmax}; an empty text if it is not found. */
    static String of(byte[] onnx, String output) {
        var nodes = new LastOperator();
        try {
            CodedInputStream in = CodedInputStream.newInstance(onnx);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == GRAPH) {
                    int outer = in.pushLimit(in.readRawVarint32());
                    nodes.graph(in);
                    in.popLimit(outer);
                } else {
                    in.skipField(tag);
                }
            }
        } catch (IOException e) {
            return "";
        }
        return nodes.last(output);
    }

    private void graph(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == NODE) {
                int outer = in.pushLimit(in.readRawVarint32());
                node(in);
                in.popLimit(outer);
            } else {
                in.skipField(tag);
            }
        }
    }

    private void node(CodedInputStream in) throws IOException {
        String operator = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case INPUT -> inputs.add(text(in));
                case OUTPUT -> outputs.add(text(in));
                case OPERATOR -> operator = text(in);
                default -> in.skipField(tag);
            }
        }
        var node = new Node(operator, inputs.isEmpty() ? "" : inputs.get(0));
        outputs.forEach(output -> byOutput.put(output, node));
    }

    private static String text(CodedInputStream in) throws IOException {
        return new String(in.readByteArray(), StandardCharsets.UTF_8);
    }

    private String last(String output) {
        String name = output;
        for (int i = 0; i <= byOutput.size(); i++) {
            Node node = byOutput.get(name);
            if (node == null) {
                return "";
            }
            if (!FORM.contains(node.operator())) {
                return node.operator();
            }
            name = node.input();
        }
        return ""; // a circle, which no valid file has
    }
}
