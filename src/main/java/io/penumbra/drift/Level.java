package io.penumbra.drift;

import io.penumbra.statistics.Interval;

/**
 * What is usual of one figure.
 *
 * @param value what was measured, or the number that was given
 * @param interval its 95 % interval; of a number that was given, an interval without width
 */
public record Level(double value, Interval interval) {
    public Level {
        if (!interval.contains(value)) {
            throw new IllegalArgumentException("the level is " + value + ", expected " + interval.lower() + " to "
                    + interval.upper() + ", its interval");
        }
    }

    /** A number that was given. */
    public static Level given(double value) {
        return new Level(value, new Interval(value, value));
    }
}
