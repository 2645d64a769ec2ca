package io.penumbra.tally;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** An instance's copy of the topic of references, read anew from it. */
final class ReferenceCopies {
    static final String NAME = "reference-view";

    private ReferenceCopies() {}

    static ProcessorSupplier<String, byte[], Void, Void> processor() {
        return () -> new ContextualProcessor<>() {
            @Override
            public void process(Record<String, byte[]> record) {
                if (record.key() == null) {
                    return; // nobody could ever take it back
                }
                KeyValueStore<String, byte[]> store = context().getStateStore(NAME);
                if (record.value() == null) {
                    store.delete(record.key());
                } else {
                    store.put(record.key(), record.value());
                }
            }
        };
    }

    static Map<String, byte[]> read(ReadOnlyKeyValueStore<String, byte[]> store) {
        var records = new HashMap<String, byte[]>();
        try (var all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> record = all.next();
                if (record.value != null) { // taken away since the iterator began
                    records.put(record.key, record.value);
                }
            }
        }
        return records;
    }
}
