package io.penumbra.streams;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Says how long to wait before something that failed begins again, or that it is not worth it. Failures that come from
 * a broker that does not answer are no reason to give up.
 */
final class Restarts {
    /** Most failures in a row, each less than {@link #QUIET} after the one before. */
    static final int MOST = 10;

    static final Duration QUIET = Duration.ofMinutes(10);
    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private long lastNanos;
    private int row;
    private int given;

    /**
     * The pause after a failure; empty to give up.
     *
     * @param nanos a clock in nanoseconds
     */
    synchronized Optional<Duration> after(Throwable failure, long nanos) {
        if (row > 0 && nanos - lastNanos > QUIET.plus(LONGEST).toNanos()) {
            row = 0;
            given = 0;
        }
        lastNanos = nanos;
        row++;
        given += isOfBroker(failure) ? 0 : 1;
        Duration pause = FIRST.multipliedBy(1L << Math.min(row - 1, 10));
        return given >= MOST ? Optional.empty() : Optional.of(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    }

    private static boolean isOfBroker(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }
}
