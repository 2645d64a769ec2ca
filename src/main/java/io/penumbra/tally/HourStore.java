package io.penumbra.tally;

import io.penumbra.counts.CellKey;
import io.penumbra.counts.HourCounts;
import io.penumbra.counts.HourSum;
import io.penumbra.counts.Lineup;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The hours of one task. An hour stays open while images are counted in it. */
final class HourStore extends OpenStore<CellKey, HourCounts> {
    static final String NAME = "hours";

    private final Map<CellKey, HourSum> open = new HashMap<>();

    HourStore(KeyValueStore<CellKey, HourCounts> store) {
        super(store);
    }

    /** Opens an hour. One that the store does not have begins empty. */
    HourSum open(CellKey key, Lineup lineup) {
        return open.computeIfAbsent(key, absent -> {
            var sum = new HourSum(lineup);
            HourCounts before = store.get(key);
            return before == null ? sum : sum.add(before);
        });
    }

    /** Opens an hour that the store has; null if it has none. */
    @Nullable
    HourSum openIfThere(CellKey key, Lineup lineup) {
        HourSum sum = open.get(key);
        return sum == null && store.get(key) == null ? null : open(key, lineup);
    }

    /** Closes all open hours and passes on what each of them holds. */
    void close(BiConsumer<CellKey, HourCounts> opened) {
        open.forEach((key, sum) -> {
            HourCounts hour = sum.hour();
            store.put(key, hour);
            opened.accept(key, hour);
        });
        clearCache();
    }

    void delete(CellKey key) {
        store.delete(key);
    }

    /** All hours that are not open, sorted by time. One of another layout has the value null. */
    KeyValueIterator<CellKey, HourCounts> all() {
        return store.all();
    }

    @Override
    public void flushCache() {
        open.forEach((key, sum) -> store.put(key, sum.hour()));
    }

    @Override
    public void clearCache() {
        open.clear();
    }
}
