package io.penumbra.console;

import io.penumbra.counts.Subgroup;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Numbers, times and names as the pages write them. */
final class Words {
    private static final List<String> SMALL =
            List.of("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten");
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST = 22;

    private Words() {}

    /** 12,345. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 image}, {@code 12,345 images}. */
    static String count(long number, String thing) {
        return count(number) + " " + (number == 1 ? thing : thing + "s");
    }

    /** A number from 0 to 10 as a word, or else in digits. */
    static String small(long number) {
        return number >= 0 && number < SMALL.size() ? SMALL.get((int) number) : count(number);
    }

    static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** A ratio in percent: {@code 35 %}, {@code 4.5 %}, {@code 0.12 %}. */
    static String percent(double ratio) {
        double percent = 100 * ratio;
        int decimals = Math.abs(percent) >= 9.95 ? 0 : Math.abs(percent) >= 0.995 ? 1 : 2;
        return percent == 0 ? "0\u00a0%" : String.format(Locale.ROOT, "%." + decimals + "f\u00a0%%", percent);
    }

    /** A difference of ratios in percentage points, with its sign: {@code +16.5}, {@code −0.2}. */
    static String points(double difference) {
        double points = Math.round(1000 * difference) / 10.0;
        return points == 0 ? "0.0" : String.format(Locale.ROOT, "%+.1f", points).replace('-', '−');
    }

    /** A number with at most two decimals, without trailing zeros. */
    static String plain(double number) {
        String text = String.format(Locale.ROOT, "%.2f", number);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** {@code 09:41:07}, in UTC. */
    static String clock(Instant time) {
        return CLOCK.format(time);
    }

    /** {@code 2026-01-31 09:41:07}, in UTC. */
    static String second(Instant time) {
        return SECOND.format(time);
    }

    /** {@code 2026-01-31 09:41}, in UTC. */
    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** A subgroup as one says it, such as {@code old male}. */
    static String subgroup(Subgroup subgroup) {
        return subgroup.words();
    }

    /** {@code not_blond} as {@code not blond}. */
    static String name(String name) {
        return name.replace('_', ' ');
    }

    /** A text that fits a narrow column. */
    static String brief(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    /** Bytes: {@code 12 bytes}, {@code 812 kB}, {@code 44.7 MB}. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return count(bytes, "byte");
        }
        return bytes < 1_000_000
                ? Math.round(bytes / 1e3) + "\u00a0kB"
                : String.format(Locale.ROOT, "%.1f\u00a0MB", bytes / 1e6);
    }
}
