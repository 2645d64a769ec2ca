package io.penumbra.report;

import io.penumbra.counts.PairCounts;
import io.penumbra.statistics.Change;
import io.penumbra.statistics.Interval;
import io.penumbra.statistics.Newcombe;
import io.penumbra.statistics.Wilson;
import io.penumbra.verdict.Rate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A rate of the candidate and of the baseline on the same images.
 *
 * @param images the denominator of both
 * @param interval the 95 % interval of the absolute change (Newcombe 1998, method 10)
 */
record MetricChange(Change change, long images, Optional<Interval> interval) {
    static Optional<MetricChange> of(Rate rate, PairCounts pair) {
        var baseline = rate.of(pair.baseline());
        var candidate = rate.of(pair.candidate());
        return Change.between(baseline, candidate)
                .map(change -> new MetricChange(
                        change,
                        candidate.trials(),
                        rate.paired(pair)
                                .flatMap(
                                        modal -> Newcombe.interval(candidate, baseline, modal, Wilson.DEFAULT_LEVEL))));
    }

    double absolute() {
        return change.absolute();
    }

    OptionalDouble relativePercent() {
        return change.relativePercent();
    }

    /**
     * The interval of the change in percent of the baseline's observed rate, which is taken as exact. The lower end is
     * at least −100 %.
     */
    Optional<Interval> relativeInterval() {
        double scale = 100 / change.baseline();
        return change.baseline() == 0
                ? Optional.empty()
                : interval.map(ends -> new Interval(Math.max(-100, scale * ends.lower()), scale * ends.upper()));
    }

    /** Whether the whole interval is above 0. */
    boolean showsHarm() {
        return interval.filter(ends -> ends.lower() > 0).isPresent();
    }

    /** Whether the whole interval is below 0. */
    boolean showsGain() {
        return interval.filter(ends -> ends.upper() < 0).isPresent();
    }
}
