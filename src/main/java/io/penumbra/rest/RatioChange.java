package io.penumbra.rest;

import io.penumbra.counts.PairCounts;
import io.penumbra.statistics.Change;
import io.penumbra.statistics.Interval;
import io.penumbra.statistics.Newcombe;
import io.penumbra.statistics.Proportion;
import io.penumbra.statistics.Wilson;
import io.penumbra.verdict.Rate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A ratio of the candidate compared with the baseline's on the same images.
 *
 * @param absolute candidate − baseline, −1 to 1
 * @param relativePercent 100 · absolute / baseline; absent if the baseline's ratio is 0
 * @param lower lower end of the 95 % interval of the absolute change (Newcombe 1998, method 10); absent for the false
 *     positives of a class that is neither guarded nor positive, if there are more than two classes
 * @param upper upper end
 */
public record RatioChange(
        double absolute, OptionalDouble relativePercent, Optional<Double> lower, Optional<Double> upper) {
    /** Empty without a denominator. */
    static Optional<RatioChange> of(Rate rate, PairCounts pair) {
        Proportion baseline = rate.of(pair.baseline());
        Proportion candidate = rate.of(pair.candidate());
        Optional<Interval> interval =
                rate.paired(pair).flatMap(modal -> Newcombe.interval(candidate, baseline, modal, Wilson.DEFAULT_LEVEL));
        return Change.between(baseline, candidate)
                .map(change -> new RatioChange(
                        change.absolute(),
                        change.relativePercent(),
                        interval.map(Interval::lower),
                        interval.map(Interval::upper)));
    }
}
