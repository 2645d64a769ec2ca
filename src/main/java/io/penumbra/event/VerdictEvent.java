package io.penumbra.event;

import java.net.URI;
import java.time.Instant;

/**
 * A change of a candidate's verdict.
 *
 * @param id another for each event; the same each time that the event is sent
 * @param source which Penumbra gave the verdict
 * @param time when the verdict was given
 */
public record VerdictEvent(String id, URI source, Instant time, VerdictData data) {
    /** The CloudEvents type. */
    public static final String TYPE = "io.penumbra.verdict.v1";

    /** Names the JSON Schema of the data, {@code verdict-v1.schema.json}. */
    public static final URI SCHEMA = URI.create("urn:penumbra:verdict:v1");

    public VerdictEvent {
        if (id.isBlank()) {
            throw new IllegalArgumentException("id is missing");
        }
    }

    public String candidate() {
        return data.candidate();
    }

    VerdictData.Previous asPrevious() {
        return new VerdictData.Previous(id, time, data.verdict(), data.baselineVersion(), data.candidateVersion());
    }
}
