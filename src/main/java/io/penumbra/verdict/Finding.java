package io.penumbra.verdict;

import io.penumbra.counts.Subgroup;

/**
 * What is known of one subgroup in one metric.
 *
 * @param labelled labelled images of the subgroup, of which the metric's images are a part
 * @param logHarm ln of the evidence that the harm is beyond the margin
 * @param logSafety ln of the evidence that it is below
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
