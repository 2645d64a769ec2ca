package io.penumbra.report.table;

import io.penumbra.statistics.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One entry of a table.
 *
 * @param shown the text for people; empty for no value
 * @param exact the text for programs: a number with all digits, a ratio from 0 to 1; an interval has two, its ends
 * @param number whether it is aligned to the right
 */
public record Value(String shown, List<String> exact, boolean number) {
    private static final Value NONE = new Value("", List.of(""), true);

    public Value {
        exact = List.copyOf(exact);
    }

    public static Value text(String text) {
        return new Value(text, List.of(text), false);
    }

    /** A whole percentage as text. */
    public static String percentName(double percent) {
        return format("%.0f %%", percent);
    }

    public static Value count(long count) {
        return new Value(format("%,d", count), List.of(Long.toString(count)), true);
    }

    public static Value count(OptionalLong count) {
        return count.isPresent() ? count(count.getAsLong()) : NONE;
    }

    /** A count that is a mean over members. */
    public static Value mean(double count) {
        return number(OptionalDouble.of(count), count == Math.rint(count) ? "%,.0f" : "%,.2f", 1);
    }

    /** A number with this many digits after the point. */
    public static Value decimal(OptionalDouble number, int digits) {
        return number(number, "%,." + digits + "f", 1);
    }

    /** A ratio, shown in percent. */
    public static Value percent(OptionalDouble ratio) {
        return number(ratio, "%.2f %%", 100);
    }

    /** A difference of two ratios, shown in percentage points. */
    public static Value points(OptionalDouble difference) {
        return number(difference, "%+.2f", 100);
    }

    /** A relative change in percent. */
    public static Value relative(OptionalDouble percent) {
        return number(percent, "%+.1f %%", 1);
    }

    /** The interval of a ratio, shown in percent. */
    public static Value percentInterval(Optional<Interval> interval) {
        return interval(interval, "%.2f to %.2f", 100);
    }

    /** The interval of a difference of two ratios, shown in percentage points. */
    public static Value pointsInterval(Optional<Interval> interval) {
        return interval(interval, "%+.2f to %+.2f", 100);
    }

    /** The interval of a relative change in percent. */
    public static Value relativeInterval(Optional<Interval> interval) {
        return interval(interval, "%+.1f to %+.1f", 1);
    }

    private static Value number(OptionalDouble number, String format, double scale) {
        return number.isPresent()
                ? new Value(
                        format(format, positive(scale * number.getAsDouble())),
                        List.of(Double.toString(number.getAsDouble())),
                        true)
                : NONE;
    }

    private static Value interval(Optional<Interval> interval, String format, double scale) {
        return interval.map(ends -> new Value(
                        format(format, positive(scale * ends.lower()), positive(scale * ends.upper())),
                        List.of(Double.toString(ends.lower()), Double.toString(ends.upper())),
                        true))
                .orElse(new Value("", List.of("", ""), true));
    }

    /** Zero without a minus sign. */
    private static double positive(double number) {
        return number + 0.0;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
