package io.penumbra.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;

/** Events as JSON. */
final class EventJson {
    /** The media type of the data. */
    static final String DATA = "application/json";

    /** The media type of a whole event: CloudEvents 1.0, JSON event format. */
    static final String STRUCTURED = "application/cloudevents+json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModules(new Jdk8Module(), new JavaTimeModule())
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The attributes and the data of an event, as the JSON event format names them. */
    private record Structured(
            String specversion,
            String id,
            URI source,
            String type,
            String subject,
            Instant time,
            String datacontenttype,
            URI dataschema,
            VerdictData data) {}

    private EventJson() {}

    static byte[] data(VerdictData data) {
        return write(data);
    }

    /** @throws IllegalArgumentException if it is not the data of a verdict */
    static VerdictData data(byte[] json) {
        try {
            VerdictData data = JSON.readValue(json, VerdictData.class);
            if (data == null) {
                throw new IllegalArgumentException("the data is null");
            }
            return data;
        } catch (IOException e) {
            throw new IllegalArgumentException("the data is not that of a verdict: " + e.getMessage(), e);
        }
    }

    static byte[] structured(VerdictEvent event) {
        return write(new Structured(
                "1.0",
                event.id(),
                event.source(),
                VerdictEvent.TYPE,
                event.candidate(),
                event.time(),
                DATA,
                VerdictEvent.SCHEMA,
                event.data()));
    }

    private static byte[] write(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value, e);
        }
    }
}
