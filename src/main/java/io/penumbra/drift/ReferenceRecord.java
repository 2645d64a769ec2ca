package io.penumbra.drift;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * A record on the topic of references; its value is JSON. The key names origin and model, so a model's automatic
 * reference and the one that was put exist side by side. Neither writer overwrites the other's.
 */
final class ReferenceRecord {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ReferenceRecord() {}

    /** For example {@code put:pruned-95}. */
    static String key(Reference.Origin origin, String model) {
        return origin.text() + ":" + model;
    }

    static byte[] value(Reference reference) {
        try {
            return JSON.writeValueAsBytes(ReferenceJson.of(reference));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the reference of " + reference.model(), e);
        }
    }

    /** @throws IllegalArgumentException if the value is not a reference */
    static Reference read(byte[] value) {
        try {
            return required(JSON.readValue(value, ReferenceJson.class), () -> "it is null")
                    .reference();
        } catch (IOException | NullPointerException | ArithmeticException e) {
            throw new IllegalArgumentException("not a reference: " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("NullAway") // Jackson gives null for the JSON null
    private static ReferenceJson required(ReferenceJson answer, Supplier<String> otherwise) {
        if (answer == null) {
            throw new IllegalArgumentException("not a reference: " + otherwise.get());
        }
        return answer;
    }
}
