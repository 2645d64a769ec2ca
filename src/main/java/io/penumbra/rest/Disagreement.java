package io.penumbra.rest;

import io.penumbra.statistics.Interval;
import io.penumbra.verdict.Observed;
import java.util.OptionalDouble;

/**
 * How often the modal classes of candidate and baseline differ on a subgroup; needs no label.
 *
 * @param ratio flips / scored, 0 to 1
 * @param lower lower end of the confidence sequence for the ratio, which covers it at all times together with
 *     confidence 1 − level
 * @param upper upper end
 */
public record Disagreement(String subgroup, long scored, long flips, OptionalDouble ratio, double lower, double upper) {
    static Disagreement of(Observed observed, double confidence) {
        Interval interval = observed.disagreementInterval(confidence);
        return new Disagreement(
                observed.subgroup().name(),
                observed.scored(),
                observed.flips(),
                observed.disagreement().ratio(),
                interval.lower(),
                interval.upper());
    }
}
