package io.penumbra.tally;

import io.penumbra.audit.AuditImage;
import io.penumbra.exemplar.Exemplar;
import io.penumbra.exemplar.ExemplarKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * An instance's copy of a whole topic, read again at each start: the last value of each key.
 *
 * @param store the name of the store that holds the copy
 */
record TopicCopy<K, V>(String store) {
    static final TopicCopy<ExemplarKey, List<Exemplar>> EXEMPLARS = new TopicCopy<>("exemplar-view");

    static final TopicCopy<String, byte[]> REFERENCES = new TopicCopy<>("reference-view");

    static final TopicCopy<String, AuditImage> FLIPS = new TopicCopy<>("flip-view");

    /** @param reader reads the topic */
    ProcessorSupplier<byte[], byte[], Void, Void> processors(TopicReader<K, V> reader) {
        return () -> new ContextualProcessor<>() {
            @Override
            public void process(Record<byte[], byte[]> record) {
                KeyValueStore<K, V> copy = context().getStateStore(store);
                reader.read(context(), record, (key, value) -> {
                    if (value == null) {
                        copy.delete(key);
                    } else {
                        copy.put(key, value);
                    }
                });
            }
        };
    }

    /** The present records of a copy, in the order of its keys. */
    static <K, V, T> List<T> read(ReadOnlyKeyValueStore<K, V> copy, BiFunction<K, V, T> as) {
        var records = new ArrayList<T>();
        try (var all = copy.all()) {
            while (all.hasNext()) {
                KeyValue<K, V> record = all.next();
                if (record.value != null) { // null: deleted since the iterator began
                    records.add(as.apply(record.key, record.value));
                }
            }
        }
        return records;
    }
}
