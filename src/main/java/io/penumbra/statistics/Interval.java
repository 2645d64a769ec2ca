package io.penumbra.statistics;

/**
 * A closed interval of the real line.
 *
 * @param lower the lower end, finite
 * @param upper the upper end, finite, at least {@code lower}
 */
public record Interval(double lower, double upper) {

    public Interval {
        if (!(Double.isFinite(lower) && Double.isFinite(upper) && lower <= upper)) {
            throw new IllegalArgumentException(
                    "interval ends must be finite and in order: [" + lower + ", " + upper + "]");
        }
    }

    public double width() {
        return upper - lower;
    }

    public boolean contains(double value) {
        return lower <= value && value <= upper;
    }
}
