package io.penumbra.exemplar;

import java.time.Duration;

/** A time limit that starts when this is made. */
final class TimeLeft {
    private final long endNanos;

    TimeLeft(Duration time) {
        endNanos = System.nanoTime() + time.toNanos();
    }

    boolean isLeft() {
        return !get().isZero();
    }

    /** The time left; never negative. */
    Duration get() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }
}
