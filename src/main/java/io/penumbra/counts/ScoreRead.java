package io.penumbra.counts;

/** What a record of {@code scores} turned out to be. */
public sealed interface ScoreRead permits ScoredImage, ScoreRead.Malformed {
    /**
     * A record that cannot be counted.
     *
     * @param message one sentence that names what is wrong and the value
     */
    record Malformed(String message) implements ScoreRead {}
}
