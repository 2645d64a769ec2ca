package io.penumbra.drift;

import io.penumbra.counts.Pane;
import java.time.Duration;

/**
 * What a stream may do without an alarm.
 *
 * @param referencePeriod how much of a version's beginning makes its reference, whole panes, 24 h at most
 * @param tolerance by how much disagreement and harm may exceed the reference, as a difference of rates, 0 or more and below 1
 * @param shareTolerance by how much a share may leave the reference, either way
 * @param meanTimeToFalseAlarm of each series, where nothing changes, at least; a pane or longer
 */
public record DriftSettings(
        Duration referencePeriod, double tolerance, double shareTolerance, Duration meanTimeToFalseAlarm) {
    private static final Duration LONGEST_PERIOD = Duration.ofHours(24);

    /** A day of reference, one point, five points for shares, 30 days to a false alarm. */
    public static final DriftSettings DEFAULT =
            new DriftSettings(Duration.ofHours(24), 0.01, 0.05, Duration.ofDays(30));

    public DriftSettings {
        if (referencePeriod.compareTo(Pane.LENGTH) < 0 || referencePeriod.compareTo(LONGEST_PERIOD) > 0) {
            throw new IllegalArgumentException("a reference period is a minute to 24 hours, not " + referencePeriod);
        }
        check("tolerance", tolerance);
        check("share tolerance", shareTolerance);
        if (meanTimeToFalseAlarm.compareTo(Pane.LENGTH) < 0) {
            throw new IllegalArgumentException(
                    "the mean time to a false alarm is a minute or longer, not " + meanTimeToFalseAlarm);
        }
    }

    static void check(String what, double tolerance) {
        if (!(tolerance >= 0 && tolerance < 1)) {
            throw new IllegalArgumentException("a " + what + " is 0 or more and below 1, not " + tolerance);
        }
    }

    /** The same with another reference period. */
    public DriftSettings withReferencePeriod(Duration period) {
        return new DriftSettings(period, tolerance, shareTolerance, meanTimeToFalseAlarm);
    }

    /** ln A: the statistic from which on there is an alarm, where A is the mean time to a false alarm in panes. */
    public double logThreshold() {
        return Math.log((double) meanTimeToFalseAlarm.toMillis() / Pane.LENGTH.toMillis());
    }
}
