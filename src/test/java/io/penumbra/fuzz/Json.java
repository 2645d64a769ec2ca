package io.penumbra.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes JSON value by value, at any depth, so that most results are still JSON. */
public final class Json {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "-0.0",
            "12345678901234567890",
            "1e9999999999",
            "\"\"",
            "\"NaN\"",
            "\"Infinity\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\u202e\"",
            "\" blond \"",
            "\"2026-02-30T00:00:00Z\"",
            "\"+1000000000-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00+18:00\"",
            "\"9999-12-31T23:59:59Z\"",
            "[]",
            "{}",
            "[[]]",
            "{\"\":{}}",
            "{\"a\":1,\"a\":2}",
            "[".repeat(1200) + "]".repeat(1200),
            "\"" + "x".repeat(2000) + "\"",
            "{\"lower\":0.9,\"upper\":0.1}");

    private static final List<String> KEYS =
            List.of("", "label", "subgroups", "time", "chosen", "model", "sex", "all", "é", "\0");

    private Json() {}

    /** The object with one to three changes; some are on its text. */
    public static byte[] changed(RandomGenerator random, String object) {
        String changed = object;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            changed = changedOnce(random, changed);
        }
        byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
        return random.nextInt(6) == 0 ? Bytes.changed(random, bytes) : bytes;
    }

    private static String changedOnce(RandomGenerator random, String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (IOException e) {
            return text;
        }
        var objects = new ArrayList<ObjectNode>();
        collect(root, objects);
        if (objects.isEmpty()) {
            return text;
        }
        ObjectNode object = Bytes.oneOf(random, objects);
        var keys = new ArrayList<String>();
        object.fieldNames().forEachRemaining(keys::add);
        String key = keys.isEmpty() || random.nextInt(4) == 0 ? Bytes.oneOf(random, KEYS) : Bytes.oneOf(random, keys);
        // a value that a tree cannot hold, such as a key twice, is put into the text
        String mark = "@" + random.nextInt(1 << 30);
        switch (random.nextInt(4)) {
            case 0 -> object.remove(key);
            case 1 -> {
                JsonNode moved = object.remove(key);
                if (moved != null) {
                    Bytes.oneOf(random, objects).set(Bytes.oneOf(random, KEYS), JSON.valueToTree(moved.toString()));
                }
            }
            default -> object.put(key, mark);
        }
        try {
            return JSON.writeValueAsString(root).replace("\"" + mark + "\"", Bytes.oneOf(random, VALUES));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }
}
