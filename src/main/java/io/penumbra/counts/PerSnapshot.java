package io.penumbra.counts;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values that are functions of a snapshot, by key. Each is made once for a snapshot, also for requests that come at the
 * same time. Only those of the last snapshot are kept. Keys must be few: names that the snapshot knows.
 */
public final class PerSnapshot<K, V> {
    private record Made<K, V>(Snapshot snapshot, ConcurrentMap<K, V> values) {}

    private @Nullable Made<K, V> last;

    public V get(Snapshot snapshot, K key, Supplier<V> make) {
        return of(snapshot).computeIfAbsent(key, absent -> make.get());
    }

    private synchronized ConcurrentMap<K, V> of(Snapshot snapshot) {
        Made<K, V> made = last;
        if (made == null || made.snapshot() != snapshot) {
            made = new Made<>(snapshot, new ConcurrentHashMap<>());
            last = made;
        }
        return made.values();
    }
}
