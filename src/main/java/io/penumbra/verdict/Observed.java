package io.penumbra.verdict;

import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.ConfidenceSequence;
import io.penumbra.statistics.Interval;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.Proportion;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was seen of a candidate beside its baseline on one subgroup.
 *
 * @param scored images that both have scored
 * @param flips images on which the modal classes differ; needs no label
 * @param labelled images whose label is known
 * @param failures images that the baseline scored and on which the candidate gave no prediction
 * @param outcomes by guarded metric
 */
public record Observed(
        Subgroup subgroup,
        long scored,
        long flips,
        long labelled,
        long failures,
        Map<GuardedMetric, Outcomes> outcomes) {
    public Observed {
        if (flips < 0 || flips > scored || labelled < 0 || labelled > scored) {
            throw new IllegalArgumentException(subgroup + " has " + flips + " flips and " + labelled
                    + " labelled images, expected 0 to " + scored + " of each, its scored images");
        }
        outcomes = Collections.unmodifiableMap(new EnumMap<>(outcomes));
    }

    static Observed of(Subgroup subgroup, PairCounts pair, Collection<GuardedMetric> metrics) {
        var outcomes = new EnumMap<GuardedMetric, Outcomes>(GuardedMetric.class);
        for (GuardedMetric metric : metrics) {
            outcomes.put(
                    metric,
                    new Outcomes(metric.outcomes(pair), metric.rate(pair.baseline()), metric.rate(pair.candidate())));
        }
        return new Observed(subgroup, pair.scored(), pair.flips(), pair.labelled(), pair.failures(), outcomes);
    }

    /** The share of flips, 0 to 1. */
    public Proportion disagreement() {
        return new Proportion(flips, scored);
    }

    /** A confidence sequence for the share of flips: it covers the share at all times together. */
    public Interval disagreementInterval(double confidence) {
        Interval whole = ConfidenceSequence.interval(PairedCounts.ofFlips(flips, scored), confidence);
        return new Interval(Math.max(0, whole.lower()), Math.max(0, whole.upper()));
    }
}
