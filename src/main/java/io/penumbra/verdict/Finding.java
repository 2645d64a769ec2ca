package io.penumbra.verdict;

import io.penumbra.counts.Subgroup;

/**
 * The evidence on one question: one subgroup and one rate.
 *
 * @param observed what was seen of the subgroup
 * @param outcomes what was seen of the rate
 * @param harm the evidence that the harm is beyond the margin
 * @param safety the evidence that the harm is below the margin
 */
public record Finding(Observed observed, Rate rate, Outcomes outcomes, Evidence harm, Evidence safety, State state) {
    Finding harmed() {
        return new Finding(observed, rate, outcomes, harm, safety, State.HARMED);
    }

    public Subgroup subgroup() {
        return observed.subgroup();
    }

    public GuardedMetric metric() {
        return rate.metric();
    }

    /** Labelled images of the subgroup; the rate's images are a part of them. Chosen labels are not among them. */
    public long labelled() {
        return observed.labelled();
    }

    /** ln of the evidence that the harm is beyond the margin. */
    public double logHarm() {
        return harm.log();
    }

    /** ln of the evidence that the harm is below the margin. */
    public double logSafety() {
        return safety.log();
    }

    /** The basis that has decided the question, or that is nearest to it. */
    public Basis decides() {
        return (state == State.HARMED || state != State.SAFE && logHarm() > logSafety() ? harm : safety).stronger();
    }
}
