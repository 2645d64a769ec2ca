package io.penumbra.drift;

import io.penumbra.counts.Pane;
import java.time.Duration;

/**
 * A period of whole panes.
 *
 * @param from the first pane
 * @param to the first pane after it
 */
public record Span(Pane from, Pane to) {
    public Span {
        if (from.compareTo(to) >= 0) {
            throw new IllegalArgumentException(
                    "the period starts at " + from + " and ends at " + to + ", expected the start before the end");
        }
    }

    /** The period of this length that starts with {@code first}. */
    static Span from(Pane first, Duration length) {
        return new Span(first, Pane.at(first.startMs() + length.toMillis()));
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
