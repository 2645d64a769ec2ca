package io.penumbra.verdict;

import io.penumbra.counts.Subgroup;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a candidate has to show.
 *
 * @param metrics the guarded ones, at least one
 * @param margin δ: the harm that is tolerated, as a difference of rates; above 0, since an equal candidate could never be shown to be below
 *     0, and below 1
 * @param level α: how often a verdict may be wrong, strictly between 0 and 1
 * @param minimum labelled images below which a subgroup is not judged, at least 1
 * @param exempted subgroups that are shown and not judged
 */
public record VerdictSettings(
        Set<GuardedMetric> metrics, double margin, double level, long minimum, Set<Subgroup> exempted) {
    /** Every metric, one point, 5 %, from 100 labelled images on. */
    public static final VerdictSettings DEFAULT =
            new VerdictSettings(EnumSet.allOf(GuardedMetric.class), 0.01, 0.05, 100, Set.of());

    public VerdictSettings {
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException("a verdict guards at least one metric");
        }
        if (!(margin > 0 && margin < 1)) {
            throw new IllegalArgumentException("a margin lies strictly between 0 and 1, not " + margin);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("a level lies strictly between 0 and 1, not " + level);
        }
        if (minimum < 1) {
            throw new IllegalArgumentException(
                    "a subgroup is judged from at least 1 labelled image on, not " + minimum);
        }
        metrics = Collections.unmodifiableSet(EnumSet.copyOf(metrics));
        exempted = Collections.unmodifiableSet(new TreeSet<>(exempted));
    }

    /** ln 1/α: the evidence that decides one question. */
    double logEnough() {
        return -Math.log(level);
    }
}
