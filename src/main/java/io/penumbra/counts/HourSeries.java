package io.penumbra.counts;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The hours of all tasks and lineups, and the sums of each hour. Used by one thread at a time. */
public final class HourSeries {
    private static final class Held {
        final Map<TallyKey, HourCounts> hours = new HashMap<>();
        final PaneSums.Sum sum = new PaneSums.Sum();
    }

    private final SortedMap<Pane, Held> held = new TreeMap<>();

    /**
     * Replaces an hour.
     *
     * @param key with the first pane of the hour
     * @param now null if there is none any more
     */
    public void change(TallyKey key, @Nullable HourCounts now) {
        Pane hour = key.cell().pane().orElseThrow();
        Held there = held.computeIfAbsent(hour, absent -> new Held());
        HourCounts before = now == null ? there.hours.remove(key) : there.hours.put(key, now);
        there.sum.replace(before, now);
        if (there.hours.isEmpty()) {
            held.remove(hour);
        }
    }

    /** The sums of each hour that has an image, by its first pane. */
    public SortedMap<Pane, PaneSums> sums() {
        var sums = new TreeMap<Pane, PaneSums>();
        held.forEach((hour, there) -> sums.put(hour, there.sum.sums()));
        return sums;
    }
}
