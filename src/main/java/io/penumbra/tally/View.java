package io.penumbra.tally;

import java.util.ArrayList;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Every instance's copy of all cells of all tasks. Nothing in it could be lost: it is read anew from the topic of tallies. */
public final class View {
    static final String STORE = "view";

    private View() {}

    static StoreBuilder<KeyValueStore<TallyKey, Cell>> store() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Wire.tallyKeys(), Wire.cells())
                .withLoggingDisabled();
    }

    static ProcessorSupplier<TallyKey, Cell, Void, Void> processor() {
        return () -> new ContextualProcessor<>() {
            @Override
            public void process(Record<TallyKey, Cell> record) {
                KeyValueStore<TallyKey, Cell> store = context().getStateStore(STORE);
                if (record.value() == null) {
                    store.delete(record.key());
                } else {
                    store.put(record.key(), record.value());
                }
            }
        };
    }

    /**
     * All cells as they are now.
     *
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException while the streams are not running
     */
    public static Snapshot snapshot(KafkaStreams streams) {
        var store = streams.store(StoreQueryParameters.fromNameAndType(STORE, QueryableStoreTypes.<TallyKey, Cell>keyValueStore()));
        return snapshot(store.all());
    }

    static Snapshot snapshot(KeyValueIterator<TallyKey, Cell> all) {
        var cells = new ArrayList<Map.Entry<TallyKey, Cell>>();
        try (all) {
            while (all.hasNext()) {
                KeyValue<TallyKey, Cell> cell = all.next();
                cells.add(Map.entry(cell.key, cell.value));
            }
        }
        return Snapshot.of(cells);
    }
}
