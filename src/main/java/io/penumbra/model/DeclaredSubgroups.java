package io.penumbra.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.penumbra.image.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the attributes that make subgroups: {@code {sex: [female, male], age: [young, old]}}, or {@code [sex, age]}
 * without their values. Gives the values by attribute; an empty list stands for the first values that come.
 */
final class DeclaredSubgroups extends StdDeserializer<Map<String, List<String>>> {
    private static final long serialVersionUID = 1;
    /** With n attributes an image counts in 2^n subgroups. */
    private static final int MOST_ATTRIBUTES = 8;

    private static final String EXPECTED =
            ", expected attributes with their values such as {sex: [female, male]}, or attributes alone such as [sex, age]";

    DeclaredSubgroups() {
        super(Map.class);
    }

    /**
     * Reads the text of a setting: the same as in the file; brackets around attributes alone may be left out.
     *
     * @throws IllegalArgumentException if it is neither; the message is one sentence
     */
    static SortedMap<String, List<String>> read(String text) {
        String value = text.strip();
        JsonNode node;
        try {
            node = ModelsFile.YAML.readTree(value.startsWith("{") || value.startsWith("[") ? value : "[" + value + "]");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("subgroups is '" + value + "'" + EXPECTED, e);
        }
        return values(node);
    }

    @Override
    public Map<String, List<String>> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode node = parser.readValueAsTree();
        try {
            return values(node);
        } catch (IllegalArgumentException e) {
            throw JsonMappingException.from(parser, String.valueOf(e.getMessage()), e);
        }
    }

    private static SortedMap<String, List<String>> values(JsonNode node) {
        var values = new TreeMap<String, List<String>>();
        if (node.isArray()) {
            node.forEach(attribute -> put(values, word("an attribute of subgroups", attribute), List.of()));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(each -> put(
                            values,
                            Text.word("an attribute of subgroups", each.getKey()),
                            listed(each.getKey(), each.getValue())));
        } else {
            throw new IllegalArgumentException("subgroups is " + node + EXPECTED);
        }
        if (values.size() > MOST_ATTRIBUTES) {
            throw new IllegalArgumentException("subgroups has " + values.size() + " attributes, expected at most "
                    + MOST_ATTRIBUTES + ": " + values.keySet());
        }
        return Collections.unmodifiableSortedMap(values);
    }

    private static void put(Map<String, List<String>> values, String attribute, List<String> listed) {
        if (values.put(attribute, listed) != null) {
            throw new IllegalArgumentException("subgroups has the attribute '" + attribute + "' twice, expected once");
        }
    }

    private static List<String> listed(String attribute, JsonNode node) {
        if (!node.isArray() || node.isEmpty()) {
            throw new IllegalArgumentException("subgroups has for " + attribute + " " + node
                    + ", expected a list of its values such as [female, male]");
        }
        var listed = new ArrayList<String>();
        node.forEach(each -> {
            String value = word("a value of " + attribute, each);
            if (listed.contains(value)) {
                throw new IllegalArgumentException(
                        "subgroups lists the value '" + value + "' of " + attribute + " twice, expected once");
            }
            listed.add(value);
        });
        return List.copyOf(listed);
    }

    private static String word(String what, JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException(what + " is " + node + ", expected text"
                    + (node.isValueNode() ? ": write '" + node.asText() + "'" : ""));
        }
        return Text.word(what, node.textValue());
    }
}
