package io.penumbra.streams;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
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
    private final Positions tasks;
    private final Rewinds rewinds = new Rewinds();

    /**
     * @param changes checks the changes of stores that are restored
     * @param view is told how far the view has read
     * @param tasks is told how far the tasks have read
     */
    public SiftedClients(Sieve changes, LeftOut leftOut, Positions view, Positions tasks) {
        this.changes = changes;
        this.leftOut = leftOut;
        this.view = view;
        this.tasks = tasks;
    }

    /** The tasks of the next client read each partition of the topic from its beginning, once. */
    public void rewind(String topic) {
        rewinds.plan(topic);
    }

    /** A client begins. The one before it is closed. */
    public void begin() {
        rewinds.begin();
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
        return new SiftedConsumer(config, record -> {}, leftOut, tasks, rewinds);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new SiftedConsumer(config, changes, leftOut, new Positions(), new Rewinds());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return new SiftedConsumer(config, SiftedClients::checkTime, leftOut, view, new Rewinds());
    }

    private static void checkTime(ConsumerRecord<byte[], byte[]> record) {
        if (record.timestamp() < 0) {
            throw new IllegalArgumentException("its timestamp is " + record.timestamp() + ", expected at least 0");
        }
    }
}
