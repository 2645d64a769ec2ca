package io.penumbra.exemplar;

import java.time.Duration;

/** A time that runs from now. */
final class TimeLeft {
    private final long endNanos;

    TimeLeft(Duration time) {
        endNanos = System.nanoTime() + time.toNanos();
    }

    boolean isLeft() {
        return !get().isZero();
    }

    /** Not less than nothing. */
    Duration get() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }
}
