package io.penumbra.rest;

import io.penumbra.statistics.Interval;
import io.penumbra.statistics.Proportion;
import io.penumbra.statistics.Wilson;
import java.util.Optional;

/**
 * A ratio with its 95 % interval (Wilson).
 *
 * @param of the denominator, a number of images
 * @param ratio 0 to 1
 */
public record Ratio(long of, double ratio, double lower, double upper) {
    /** Empty without a denominator. */
    static Optional<Ratio> of(Proportion proportion) {
        Optional<Interval> interval = Wilson.interval(proportion);
        return proportion.ratio().isPresent() && interval.isPresent()
                ? Optional.of(new Ratio(
                        proportion.trials(),
                        proportion.ratio().getAsDouble(),
                        interval.get().lower(),
                        interval.get().upper()))
                : Optional.empty();
    }
}
