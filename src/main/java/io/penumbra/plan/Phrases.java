package io.penumbra.plan;

import io.penumbra.verdict.Finding;
import java.time.Duration;
import java.util.Locale;

/** Numbers, times and questions as a sentence says them. */
public final class Phrases {
    /** Longer times are said in days. */
    private static final int MOST_HOURS = 48;
    /** Longer times are said in years. */
    private static final int MOST_DAYS = 730;

    private Phrases() {}

    /** {@code the false negative rate on old male images}. */
    static String question(Finding finding) {
        return "the " + finding.rate().words() + " on " + finding.subgroup().words() + " images";
    }

    /** {@code 1 image}, {@code 12,345 images}. */
    public static String count(long number, String thing) {
        return text("%,d %s", number, number == 1 ? thing : thing + "s");
    }

    /** Two digits: more would not be true. */
    public static long rounded(long number) {
        long unit = 1;
        while (number / unit >= 100) {
            unit *= 10;
        }
        return Math.round((double) number / unit) * unit;
    }

    /** A time with two digits at most: {@code 20 s}, {@code 45 min}, {@code 2.5 h}, {@code 12 days}, {@code 3 years}. */
    public static String time(Duration time) {
        double seconds = time.toMillis() / 1e3;
        double hours = seconds / 3600;
        double days = hours / 24;
        if (seconds < 100) {
            return Math.max(1, Math.round(seconds)) + " s";
        }
        if (hours < 1.5) {
            return Math.round(seconds / 60) + " min";
        }
        if (hours < MOST_HOURS) {
            return (hours < 10 ? plain(Math.round(2 * hours) / 2.0) : Long.toString(Math.round(hours))) + " h";
        }
        return days < MOST_DAYS
                ? text("%,d days", rounded(Math.round(days)))
                : text("%,d years", rounded(Math.round(days / 365.25)));
    }

    /** A number with at most two decimals, without trailing zeros. */
    public static String plain(double number) {
        return text("%.2f", number).replaceAll("\\.?0+$", "");
    }

    static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
