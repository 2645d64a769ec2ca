package io.penumbra.counts;

import java.time.Duration;
import java.util.Locale;

/** How a message writes a duration: as a setting is written. */
public final class Durations {
    private Durations() {}

    /** The duration as a setting: {@code 400d}, {@code 24h}, {@code 1h30m}, {@code -1s}. */
    public static String text(Duration duration) {
        boolean wholeDays = duration.equals(Duration.ofDays(duration.toDays()));
        return wholeDays && duration.toDays() > 1
                ? duration.toDays() + "d"
                : duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
