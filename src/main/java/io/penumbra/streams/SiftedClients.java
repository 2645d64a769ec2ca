package io.penumbra.streams;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of Kafka Streams. Those that read its view and restore its stores leave out what would end a thread. A
 * record of the view needs a time.
 */
public final class SiftedClients implements KafkaClientSupplier {
    private final Sieve changes;
    private final LeftOut leftOut;
    private final Positions view;

    /**
     * @param changes checks the changes of stores that are restored
     * @param view is told how far the view has read
     */
    public SiftedClients(Sieve changes, LeftOut leftOut, Positions view) {
        this.changes = changes;
        this.leftOut = leftOut;
        this.view = view;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new SiftedConsumer(config, changes, leftOut, new Positions());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new SiftedConsumer(config, SiftedClients::checkTime, leftOut, view);
    }

    private static void checkTime(ConsumerRecord<byte[], byte[]> record) {
        if (record.timestamp() < 0) {
            throw new IllegalArgumentException("its timestamp is " + record.timestamp() + ", expected at least 0");
        }
    }
}
