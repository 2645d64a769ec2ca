package io.penumbra.counts;

import java.time.Duration;
import java.time.Instant;

/**
 * The smallest span of event time that is kept: one minute, beginning at a whole minute.
 *
 * @param startMs its first millisecond since the epoch, a multiple of {@link #LENGTH}
 */
public record Pane(long startMs) implements Comparable<Pane> {
    public static final Duration LENGTH = Duration.ofMinutes(1);
    private static final long MS = LENGTH.toMillis();

    public Pane {
        if (startMs % MS != 0) {
            throw new IllegalArgumentException("the start of a pane is " + startMs + " ms, expected a whole minute");
        }
    }

    /** The pane of an event time in milliseconds since the epoch. */
    public static Pane at(long timeMs) {
        return new Pane(Math.floorDiv(timeMs, MS) * MS);
    }

    /** The pane that is this many panes earlier. */
    public Pane minus(long panes) {
        return new Pane(startMs - panes * MS);
    }

    /** The first moment after it. */
    public Instant end() {
        return Instant.ofEpochMilli(startMs + MS);
    }

    @Override
    public int compareTo(Pane other) {
        return Long.compare(startMs, other.startMs);
    }

    @Override
    public String toString() {
        return Instant.ofEpochMilli(startMs).toString();
    }
}
