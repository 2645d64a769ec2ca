package io.penumbra.wire;

import io.penumbra.counts.ScoredImage;
import org.jspecify.annotations.Nullable;

/** What a record of {@code scores} turned out to be. */
public sealed interface ScoreRead {
    /**
     * A score that can be counted.
     *
     * @param origin null where id or source cannot be read: such an image counts, and is no exemplar
     */
    record Given(ScoredImage image, @Nullable Origin origin) implements ScoreRead {}

    /**
     * A record that cannot be counted.
     *
     * @param message one sentence that names what is wrong and the value
     */
    record Malformed(String message) implements ScoreRead {}
}
