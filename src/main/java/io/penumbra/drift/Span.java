package io.penumbra.drift;

import io.penumbra.counts.Pane;
import java.time.Duration;

/**
 * A stretch of panes.
 *
 * @param from the first one
 * @param to the first one after it
 */
public record Span(Pane from, Pane to) {
    public Span {
        if (from.compareTo(to) >= 0) {
            throw new IllegalArgumentException("a period begins before it ends, not at " + from + " and ends at " + to);
        }
    }

    /** So long from a pane on. */
    static Span from(Pane first, Duration length) {
        return new Span(first, Pane.at(first.startMs() + length.toMillis()));
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
