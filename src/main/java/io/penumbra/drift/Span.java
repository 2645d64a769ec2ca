package io.penumbra.drift;

import io.penumbra.counts.Pane;
import java.time.Duration;
import java.time.Instant;

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

    /**
     * The panes that a time meets. One that it meets in part belongs to it as a whole.
     *
     * @throws IllegalArgumentException if it does not end after it begins
     */
    public static Span meeting(Instant from, Instant to) {
        return new Span(Pane.at(from.toEpochMilli()), Pane.at(to.toEpochMilli() + Pane.LENGTH.toMillis() - 1));
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
