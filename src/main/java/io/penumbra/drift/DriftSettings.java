package io.penumbra.drift;

import io.penumbra.counts.Durations;
import io.penumbra.counts.Pane;
import java.time.Duration;

/**
 * How far a stream may leave its reference without an alarm.
 *
 * @param referencePeriod how much of a version's beginning makes its reference: whole panes, 1 minute to 24 hours
 * @param tolerance how far disagreement, harm and error may exceed the reference, as a difference of rates, at least 0 and
 *     below 1
 * @param shareTolerance how far a share may leave the reference in either direction, at least 0 and below 1
 * @param meanTimeToFalseAlarm lower bound, for each series, while nothing changes; at least 1 minute
 */
public record DriftSettings(
        Duration referencePeriod, double tolerance, double shareTolerance, Duration meanTimeToFalseAlarm) {
    private static final Duration LONGEST_PERIOD = Duration.ofHours(24);

    /** A reference of 24 hours, tolerances of 1 point and, for shares, 5 points, and 30 days to a false alarm. */
    public static final DriftSettings DEFAULT =
            new DriftSettings(Duration.ofHours(24), 0.01, 0.05, Duration.ofDays(30));

    public DriftSettings {
        if (referencePeriod.compareTo(Pane.LENGTH) < 0 || referencePeriod.compareTo(LONGEST_PERIOD) > 0) {
            throw new IllegalArgumentException(
                    "reference period is " + Durations.text(referencePeriod) + ", expected 1 minute to 24 hours");
        }
        check("tolerance", tolerance);
        check("share tolerance", shareTolerance);
        if (meanTimeToFalseAlarm.compareTo(Pane.LENGTH) < 0) {
            throw new IllegalArgumentException("mean time to a false alarm is " + Durations.text(meanTimeToFalseAlarm)
                    + ", expected at least 1 minute");
        }
    }

    static void check(String what, double tolerance) {
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException(what + " is " + tolerance + ", expected at least 0 and below 1");
        }
    }

    public DriftSettings withReferencePeriod(Duration period) {
        return new DriftSettings(period, tolerance, shareTolerance, meanTimeToFalseAlarm);
    }

    /**
     * ln A, where A is the mean time to a false alarm in panes of the horizon, at least 1. A statistic that reaches A
     * raises an alarm.
     */
    public double logThreshold(Horizon horizon) {
        return Math.log(Math.max(
                1, (double) meanTimeToFalseAlarm.toMillis() / horizon.pane().toMillis()));
    }
}
