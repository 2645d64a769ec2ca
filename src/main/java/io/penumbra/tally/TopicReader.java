package io.penumbra.tally;

import io.penumbra.streams.LeftOut;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Reads the records of a topic that every instance copies, and leaves out those that are not what it holds. */
final class TopicReader<K, V> {
    /** Checks a key and its value against each other and the time. */
    interface Check<K, V> {
        /**
         * Checks what was read.
         *
         * @throws IllegalArgumentException if it cannot stand in the topic
         */
        void check(K key, V value, long nowMs);
    }

    /** Takes a record that was read; the value is null if the record deletes its key. */
    interface Taker<K, V> {
        void take(K key, @Nullable V value);
    }

    private final Deserializer<K> keys;
    private final Deserializer<V> values;
    private final Check<K, V> check;
    private final LeftOut leftOut;

    TopicReader(Serde<K> keys, Serde<V> values, Check<K, V> check, LeftOut leftOut) {
        this.keys = keys.deserializer();
        this.values = values.deserializer();
        this.check = check;
        this.leftOut = leftOut;
    }

    /** Reads a record and passes it on if it can be read. A value of another layout is no longer read and not passed on. */
    void read(ProcessingContext context, Record<byte[], byte[]> record, Taker<K, V> taker) {
        RecordMetadata at = context.recordMetadata().orElseThrow();
        byte @Nullable [] key = record.key();
        byte @Nullable [] bytes = record.value();
        try {
            if (key == null) {
                throw new IllegalArgumentException("it has no key");
            }
            K of = keys.deserialize(at.topic(), key);
            if (bytes == null) {
                taker.take(of, null);
                return;
            }
            Optional<V> value = Optional.ofNullable(values.deserialize(at.topic(), bytes));
            if (value.isPresent()) {
                check.check(of, value.get(), context.currentSystemTimeMs());
                taker.take(of, value.get());
            }
        } catch (SerializationException | IllegalArgumentException e) {
            leftOut.leaveOut(
                    at.topic(),
                    "the record at " + at.topic() + "-" + at.partition() + "@" + at.offset(),
                    String.valueOf(e.getMessage()));
        }
    }
}
