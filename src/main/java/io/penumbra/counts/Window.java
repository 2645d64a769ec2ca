package io.penumbra.counts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A sum of panes that ends with the newest pane of the stream.
 *
 * @param length empty for {@link #VERSION}
 */
public record Window(String name, Optional<Duration> length) {
    public static final Window VERSION = new Window("version", Optional.empty());

    public static final Window FIVE_MINUTES = new Window("5m", Optional.of(Duration.ofMinutes(5)));
    public static final Window HOUR = new Window("1h", Optional.of(Duration.ofHours(1)));
    public static final Window DAY = new Window("24h", Optional.of(Duration.ofHours(24)));

    /** All windows, from the shortest to the longest. */
    public static final List<Window> ALL = List.of(FIVE_MINUTES, HOUR, DAY, VERSION);

    /** Finds a window by name. */
    public static Optional<Window> named(String name) {
        return ALL.stream().filter(window -> window.name.equals(name)).findFirst();
    }

    /** The longest window of fixed length. */
    public static Duration longest() {
        return DAY.length().orElseThrow();
    }

    /** Whether this window, which ends with the newest pane, contains a pane. */
    public boolean holds(Pane pane, Pane newest) {
        return length.isEmpty()
                || newest.startMs() - pane.startMs() < length.get().toMillis();
    }

    @Override
    public String toString() {
        return name;
    }
}
