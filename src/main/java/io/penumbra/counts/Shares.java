package io.penumbra.counts;

import io.penumbra.statistics.ConfidenceSequence;
import io.penumbra.statistics.Interval;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Intervals for shares of references. Each is computed once, because the candidates of a lineup share their references.
 */
public final class Shares {
    private static final int MOST_KEPT = 10_000;

    private record References(long ones, long outcomes) {}

    private final double delta;
    private final Map<References, Interval> kept = new ConcurrentHashMap<>();

    /** @param delta how often each end of an interval may be wrong, strictly between 0 and 1 */
    public Shares(double delta) {
        this.delta = delta;
    }

    /** The interval for the share of ones; see {@link ConfidenceSequence#share}. */
    public Interval of(long ones, long outcomes) {
        if (kept.size() > MOST_KEPT) {
            kept.clear();
        }
        return kept.computeIfAbsent(
                new References(ones, outcomes), key -> ConfidenceSequence.share(key.ones, key.outcomes, delta));
    }
}
