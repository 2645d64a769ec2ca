package io.penumbra.rest;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A successful answer.
 *
 * @param asOf all that was counted before this time is in the answer; empty while that is not known
 */
public record Answer<T>(
        T data,

        @Schema(description = "All that was counted before this time is in the answer. Absent while that is not known.")
        Optional<Instant> asOf) {
    /** An answer to which {@link AsOf} adds its time. */
    Answer(T data) {
        this(data, Optional.empty());
    }
}
