package io.penumbra.verdict;

import io.penumbra.counts.Subgroup;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a candidate must show.
 *
 * @param metrics the guarded metrics, at least one
 * @param margin δ: the tolerated harm, as a difference of rates, above 0 and below 1; at 0, an equal candidate could
 *     never be shown to be safe
 * @param level α: how often a verdict may be wrong, above 0 and below 1
 * @param minimum labelled images from which on a subgroup is judged, at least 1
 * @param exempted subgroups that are shown but not judged
 */
public record VerdictSettings(
        Set<GuardedMetric> metrics, double margin, double level, long minimum, Set<Subgroup> exempted) {
    /** Every metric, a margin of 1 point, a level of 5 %, a minimum of 100 labelled images. */
    public static final VerdictSettings DEFAULT =
            new VerdictSettings(EnumSet.allOf(GuardedMetric.class), 0.01, 0.05, 100, Set.of());

    public VerdictSettings {
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("metrics is empty, expected at least one metric");
        }
        if (!(margin > 0 && margin < 1)) {
            throw new IllegalArgumentException("margin is " + margin + ", expected above 0 and below 1");
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level is " + level + ", expected above 0 and below 1");
        }
        if (minimum < 1) {
            throw new IllegalArgumentException("minimum is " + minimum + " labelled images, expected at least 1");
        }
        metrics = Collections.unmodifiableSet(EnumSet.copyOf(metrics));
        exempted = Collections.unmodifiableSet(new TreeSet<>(exempted));
    }

    /** ln 1/α: the evidence that decides one question. */
    double logEnough() {
        return -Math.log(level);
    }
}
