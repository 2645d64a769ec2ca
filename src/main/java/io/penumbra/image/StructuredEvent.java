package io.penumbra.image;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * A CloudEvent in structured mode: one JSON object with the attributes and {@code data_base64}.
 *
 * <p>The JSON is read token by token, and the image is decoded as it is read. So a record of n bytes takes at most 3/4 n
 * bytes for the image, once more while it is copied, and nothing for the rest. What is no image event by its size, depth
 * or number of values is refused.
 */
final class StructuredEvent {
    private static final Set<String> ATTRIBUTES =
            Set.of("specversion", "type", "id", "source", "time", "datacontenttype", "label", "subgroups");
    private static final String DATA = "data_base64";

    /** Longest text of an attribute. The limits of id, label and subgroups lie below it. */
    private static final int LONGEST_TEXT = 8192;

    private static final int LONGEST_NAME = 256;
    private static final int DEEPEST = 16;
    private static final int MOST_TOKENS = 10_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_NAME)
                    .maxNumberLength(LONGEST_NAME)
                    .maxNestingDepth(DEEPEST)
                    .maxTokenCount(MOST_TOKENS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // they come from outside
            .build();

    /** Some encoders leave the padding out. */
    private static final Base64Variant BASE64 = Base64Variants.MIME_NO_LINEFEEDS.withPaddingAllowed();

    private final EventAttributes attributes = new EventAttributes("");
    private byte[] image = {};
    private boolean hasOtherData;

    private StructuredEvent() {}

    /** @throws Refusal if the value is not one JSON object, or has no image */
    static StructuredEvent read(byte[] value) throws Refusal {
        var event = new StructuredEvent();
        try (JsonParser json = JSON.createParser(value)) {
            event.read(json, value.length);
        } catch (JsonProcessingException e) {
            throw bad("the event is not JSON that can be read: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw bad("the event is not JSON that can be read: " + e.getMessage());
        }
        if (event.image.length == 0) {
            throw event.hasOtherData
                    ? bad("the event has data, expected the image in " + DATA)
                    : new Refusal(Reason.EMPTY, "the event has no " + DATA);
        }
        return event;
    }

    /** The id of an event that may be unfit otherwise. Empty if it comes after what is no JSON, or not at all. */
    static Optional<String> id(byte[] value) {
        try (JsonParser json = JSON.createParser(value)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isId = json.currentName().equals("id");
                JsonToken found = json.nextToken();
                if (isId && found.isScalarValue() && found != JsonToken.VALUE_NULL) {
                    return Optional.of(json.getText());
                }
                json.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    EventAttributes attributes() {
        return attributes;
    }

    /** The encoded image, at least one byte. */
    byte[] image() {
        return image;
    }

    private void read(JsonParser json, int length) throws IOException, Refusal {
        JsonToken first = json.nextToken();
        if (first == JsonToken.START_ARRAY) {
            throw bad("the value is a JSON array, a batch of events; send each event as a record of its own");
        }
        if (first != JsonToken.START_OBJECT) {
            throw bad("the value is not a JSON object, expected a CloudEvent");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_NULL) {
                continue; // CloudEvents takes null for a missing attribute
            }
            if (name.equals(DATA)) {
                image = decoded(json, length);
            } else if (ATTRIBUTES.contains(name)) {
                attributes.put(name, text(name, json));
            } else {
                hasOtherData |= name.equals("data");
                json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw bad("the value goes on after the event, expected one JSON object");
        }
    }

    private static byte[] decoded(JsonParser json, int length) throws IOException, Refusal {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw bad(DATA + " is not text");
        }
        long left = length - json.currentTokenLocation().getByteOffset();
        var image = new ByteArrayOutputStream((int) Math.max(0, left / 4 * 3));
        try {
            json.readBinaryValue(BASE64, image);
        } catch (IllegalArgumentException e) { // Jackson's word for a character that is not base64
            throw bad(DATA + " is not base64: " + e.getMessage());
        }
        return image.toByteArray();
    }

    private static String text(String name, JsonParser json) throws IOException, Refusal {
        if (!json.currentToken().isScalarValue()) {
            throw bad(name + " is an object or a list, expected text");
        }
        return json.getText();
    }

    private static Refusal bad(String message) {
        return new Refusal(Reason.BAD_EVENT, message);
    }
}
