package io.penumbra.tally;

import java.util.ArrayList;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Every instance's copy of all cells of all tasks. Nothing in it could be lost: it is read anew from the topic of tallies. */
final class ViewStore {
    static final String NAME = "view";

    private ViewStore() {}

    static StoreBuilder<KeyValueStore<TallyKey, Cell>> builder() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(NAME), Wire.tallyKeys(), Wire.cells())
                .withLoggingDisabled();
    }

    static ProcessorSupplier<TallyKey, Cell, Void, Void> processor() {
        return () -> new ContextualProcessor<>() {
            @Override
            public void process(Record<TallyKey, Cell> record) {
                KeyValueStore<TallyKey, Cell> store = context().getStateStore(NAME);
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
}
