package io.penumbra.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Says what is wrong with a record. */
@FunctionalInterface
public interface Sieve {
    /** @throws IllegalArgumentException if Kafka Streams cannot take the record */
    void check(ConsumerRecord<byte[], byte[]> record);
}
