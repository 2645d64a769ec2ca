package io.penumbra.rest;

import io.penumbra.counts.PairCounts;
import io.penumbra.statistics.Change;
import io.penumbra.statistics.Interval;
import io.penumbra.statistics.Newcombe;
import io.penumbra.statistics.Proportion;
import io.penumbra.statistics.Wilson;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The candidate's error ratio compared with the baseline's on the same images.
 *
 * @param absolute candidate − baseline, −1 to 1
 * @param relativePercent 100 · absolute / baseline; absent if the baseline makes no error
 * @param lower lower end of the 95 % interval of the absolute change (Newcombe 1998, method 10)
 * @param upper upper end
 */
public record ErrorChange(double absolute, OptionalDouble relativePercent, double lower, double upper) {
    static Optional<ErrorChange> of(PairCounts pair) {
        Proportion baseline = pair.baseline().confusion().errors();
        Proportion candidate = pair.candidate().confusion().errors();
        Optional<Change> change = Change.between(baseline, candidate);
        Optional<Interval> interval = Newcombe.interval(candidate, baseline, pair.table(), Wilson.DEFAULT_LEVEL);
        return change.isPresent() && interval.isPresent()
                ? Optional.of(new ErrorChange(
                        change.get().absolute(),
                        change.get().relativePercent(),
                        interval.get().lower(),
                        interval.get().upper()))
                : Optional.empty();
    }
}
