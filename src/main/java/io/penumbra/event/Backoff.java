package io.penumbra.event;

import java.time.Duration;

/** How long to wait after so many failures in a row: 1 s, then twice as long each time, at most 1 min. */
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    /** 2⁶ s is more than the longest. */
    private static final int MOST_DOUBLINGS = 6;

    private Backoff() {}

    /** @param failures at least 1 */
    static Duration after(int failures) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
