package io.penumbra.tally;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Every instance's copies of all cells and of all exemplars of all tasks. Nothing in it could be lost: it is read anew from their topics. */
final class ViewStore {
    static final String CELLS = "view";
    static final String EXEMPLARS = "exemplar-view";

    private ViewStore() {}

    static <K, V> StoreBuilder<KeyValueStore<K, V>> builder(String name, Serde<K> keys, Serde<V> values) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), keys, values)
                .withLoggingDisabled();
    }

    static <K, V> ProcessorSupplier<K, V, Void, Void> processor(String name) {
        return () -> new ContextualProcessor<>() {
            @Override
            public void process(Record<K, V> record) {
                KeyValueStore<K, V> store = context().getStateStore(name);
                if (record.value() == null) {
                    store.delete(record.key());
                } else {
                    store.put(record.key(), record.value());
                }
            }
        };
    }

    static Snapshot snapshot(ReadOnlyKeyValueStore<TallyKey, Cell> store) {
        var cells = new ArrayList<Map.Entry<TallyKey, Cell>>();
        try (var all = store.all()) {
            while (all.hasNext()) {
                KeyValue<TallyKey, Cell> cell = all.next();
                if (cell.value != null) { // taken away since the iterator began
                    cells.add(Map.entry(cell.key, cell.value));
                }
            }
        }
        return Snapshot.of(cells);
    }

    static List<PaneExemplars> exemplars(ReadOnlyKeyValueStore<ExemplarKey, List<Exemplar>> store) {
        var exemplars = new ArrayList<PaneExemplars>();
        try (var all = store.all()) {
            while (all.hasNext()) {
                KeyValue<ExemplarKey, List<Exemplar>> pane = all.next();
                if (pane.value != null) { // taken away since the iterator began
                    exemplars.add(new PaneExemplars(pane.key, pane.value));
                }
            }
        }
        return exemplars;
    }
}
