package io.penumbra.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a person says of an image in the queue, as it stands on the topic of claims. The key of the record is the id of
 * the image, and its value is JSON, for example {@code {"who":"ada","kind":"taken"}}.
 *
 * @param who the person; not empty
 */
public record Claim(String who, Kind kind) {
    /** Longest value of a record, in bytes. */
    private static final int LONGEST = 4096;

    private static final JsonMapper JSON = new JsonMapper();
    private static final ObjectReader READER = JSON.reader();

    /** What the person does. */
    public enum Kind {
        /** Looks at the image. */
        TAKEN,
        /** Has said what it shows. */
        LABELLED,
        /** Cannot tell what it shows. */
        SKIPPED,
        /** Takes back what somebody else has said. */
        RELEASED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind named(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "its kind is '" + text + "', expected taken, labelled, skipped or released"));
        }
    }

    public Claim {
        if (who.isEmpty()) {
            throw new IllegalArgumentException("it does not say who");
        }
    }

    /** The value of its record. */
    public byte[] value() {
        try {
            return JSON.writeValueAsBytes(
                    JSON.createObjectNode().put("who", who).put("kind", kind.text()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads the value of a record.
     *
     * @throws IllegalArgumentException if it is not a claim
     */
    public static Claim read(byte[] value) {
        if (value.length > LONGEST) {
            throw new IllegalArgumentException("it has " + value.length + " bytes, expected at most " + LONGEST);
        }
        try {
            JsonNode json = READER.readTree(new String(value, UTF_8));
            String who = json.path("who").textValue();
            return new Claim(
                    who == null ? "" : who, Kind.named(json.path("kind").asText()));
        } catch (IOException e) {
            throw new IllegalArgumentException("it is not JSON", e);
        }
    }
}
