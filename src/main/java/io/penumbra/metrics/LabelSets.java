package io.penumbra.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Labels that were made before. From scrape to scrape they are nearly all the same, and to sort and check them anew would cost the most of one. */
final class LabelSets {
    private static final int FEW = 10_000;

    @SuppressWarnings("ArrayRecordComponent") // never changed
    private record Key(String[] names, String[] values) {
        @Override
        public boolean equals(Object o) {
            return o instanceof Key k && Arrays.equals(values, k.values) && Arrays.equals(names, k.names);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    private final Map<Key, Labels> made = new ConcurrentHashMap<>();

    /** These labels; the arrays have to stay as they are. */
    Labels of(String[] names, String[] values) {
        return made.computeIfAbsent(new Key(names, values), key -> Labels.of(names, values));
    }

    /** Forgets all once there are far more than the {@code used} ones of a scrape: subgroups and models come and go. */
    void keepAbout(int used) {
        if (made.size() > FEW + 2 * used) {
            made.clear();
        }
    }
}
