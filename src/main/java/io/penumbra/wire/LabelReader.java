package io.penumbra.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.penumbra.counts.Durations;
import io.penumbra.image.Text;
import io.penumbra.wire.Label.Chosen;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of {@code labels}: {@code {"label": "blond", "subgroups": {"sex": "male"}, "time":
 * "2026-03-01T12:00:00Z", "chosen": "flip", "by": "ada"}}. Only {@code label} is required; unknown fields are ignored. A
 * label counts at the time of its image; {@code time} is only checked. {@code by} says who gave the label. The audit shows it; the counts do not use it.
 */
public final class LabelReader {
    /** Most bytes of a value. The tally may have to keep it until the image comes. */
    static final int LARGEST = 16 << 10;

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final Duration maxAhead;

    /** @param maxAhead how far the time of a label may lie ahead of the clock; later labels are refused */
    public LabelReader(Duration maxAhead) {
        this.maxAhead = maxAhead;
    }

    /** @param nowMs the clock, milliseconds since the epoch */
    public LabelRead read(byte @Nullable [] key, byte @Nullable [] value, long nowMs) {
        if (key == null || key.length == 0) {
            return new LabelRead.Malformed("the record has no key, expected the id of the image");
        }
        if (value == null) {
            return new LabelRead.Withdrawn();
        }
        if (value.length > LARGEST) {
            return new LabelRead.Malformed("the label has " + value.length + " bytes, expected at most " + LARGEST);
        }
        try {
            JsonNode object = parse(value);
            checkTime(object.path("time"), nowMs);
            if (object.path("label").isNull() && chosen(object.path("chosen")).isPresent()) {
                return new LabelRead.ChosenWithdrawn();
            }
            return new LabelRead.Given(label(object), by(object.path("by")));
        } catch (JsonProcessingException e) {
            return new LabelRead.Malformed("the label is not JSON: " + e.getOriginalMessage());
        } catch (IOException | IllegalArgumentException e) {
            return new LabelRead.Malformed(String.valueOf(e.getMessage()));
        }
    }

    /** Reads a value again that was a label when it came. */
    public static Label again(byte[] value) {
        try {
            return label(parse(value));
        } catch (IOException e) {
            throw new IllegalArgumentException("the stored label cannot be read again: " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(byte[] value) throws IOException {
        return JSON.readTree(value);
    }

    private static Label label(JsonNode object) {
        if (!object.isObject()) {
            throw new IllegalArgumentException(
                    "the label is " + quote(object) + ", expected an object such as {\"label\": \"blond\"}");
        }
        var subgroups = new TreeMap<String, String>();
        JsonNode pairs = object.path("subgroups");
        if (isThere(pairs)) {
            if (!pairs.isObject()) {
                throw new IllegalArgumentException(
                        "subgroups is " + quote(pairs) + ", expected an object such as {\"sex\": \"male\"}");
            }
            pairs.properties().forEach(pair -> add(subgroups, pair.getKey(), pair.getValue()));
        }
        return new Label(text("label", object.path("label")), subgroups, chosen(object.path("chosen")));
    }

    private static Optional<Chosen> chosen(JsonNode node) {
        if (!isThere(node)) {
            return Optional.empty();
        }
        String given = text("chosen", node);
        for (Chosen chosen : Chosen.values()) {
            if (chosen.text().equals(given)) {
                return Optional.of(chosen);
            }
        }
        throw new IllegalArgumentException("chosen is '" + given + "', expected 'flip' or 'reference'");
    }

    /** A name that is no text is ignored, because the counts do not use it. */
    private static Optional<String> by(JsonNode node) {
        return Optional.ofNullable(node.textValue()).map(String::strip).filter(name -> !name.isEmpty());
    }

    private static void add(TreeMap<String, String> subgroups, String name, JsonNode value) {
        String attribute = Text.word("an attribute", name);
        String word = Text.word(attribute, text("subgroup " + attribute, value));
        if (subgroups.put(attribute, word) != null) {
            throw new IllegalArgumentException("attribute '" + attribute + "' comes twice");
        }
    }

    private void checkTime(JsonNode time, long nowMs) {
        if (!isThere(time)) {
            return;
        }
        String given = text("time", time);
        try {
            Instant latest = Instant.ofEpochMilli(nowMs).plus(maxAhead);
            if (OffsetDateTime.parse(given).toInstant().isAfter(latest)) {
                throw new IllegalArgumentException("time is '" + given + "', expected at most "
                        + Durations.text(maxAhead) + " ahead of the clock");
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "time is '" + given + "', expected a time such as 2026-03-01T12:00:00Z", e);
        }
    }

    private static boolean isThere(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    private static String text(String what, JsonNode node) {
        if (!node.isTextual()) {
            throw new IllegalArgumentException(
                    node.isMissingNode()
                            ? "the record has no field " + what + ", expected a string"
                            : what + " is " + quote(node) + ", expected a string");
        }
        return node.textValue();
    }

    private static String quote(JsonNode node) {
        return node.isMissingNode() ? "empty" : node.toString();
    }
}
