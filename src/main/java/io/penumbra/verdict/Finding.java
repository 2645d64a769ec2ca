package io.penumbra.verdict;

import io.penumbra.counts.Subgroup;

/**
 * The evidence on one question: one subgroup and one metric.
 *
 * @param labelled labelled images of the subgroup; the metric's images are a part of them
 * @param logHarm ln of the evidence that the harm is beyond the margin
 * @param logSafety ln of the evidence that the harm is below the margin
 */
public record Finding(
        Subgroup subgroup,
        GuardedMetric metric,
        long labelled,
        Outcomes outcomes,
        double logHarm,
        double logSafety,
        State state) {
    Finding harmed() {
        return new Finding(subgroup, metric, labelled, outcomes, logHarm, logSafety, State.HARMED);
    }
}
