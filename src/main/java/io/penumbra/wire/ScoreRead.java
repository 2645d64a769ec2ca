package io.penumbra.wire;

import io.penumbra.counts.ScoredImage;
import org.jspecify.annotations.Nullable;

/** The result of reading a record of {@code scores}. */
public sealed interface ScoreRead {
    /**
     * A score that can be counted.
     *
     * @param origin null if the id or the source cannot be read; the image counts, but is never an exemplar
     */
    record Given(ScoredImage image, @Nullable Origin origin) implements ScoreRead {}

    /**
     * A record that cannot be counted.
     *
     * @param message one sentence that names what is wrong and the value
     */
    record Malformed(String message) implements ScoreRead {}
}
