package io.penumbra.scoring;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs that a candidate gave no prediction: for each at most once a minute, with the number of images since. */
final class FailureLog {
    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
    private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();

    private record Told(long nanos, long since) {}

    private final Map<String, Told> told = new HashMap<>();

    /**
     * @param nanos a clock in nanoseconds, for example {@link System#nanoTime}
     * @return whether this failure was logged
     */
    synchronized boolean failed(String model, String imageId, String why, long nanos) {
        Told last = told.get(model);
        if (last != null && nanos - last.nanos() < EVERY_NANOS) {
            told.put(model, new Told(last.nanos(), last.since() + 1));
            return false;
        }
        LOG.warn(
                "candidate {} gave no prediction on image {}, and on {} since this was last said: {}",
                model,
                imageId,
                last == null ? 0 : last.since(),
                why);
        told.put(model, new Told(nanos, 0));
        return true;
    }
}
