package io.penumbra.event;

import io.penumbra.process.Failure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic of verdicts, open for the one writer. All writers have the same transactional id, so that:
 *
 * <ol>
 * <li>Opening shuts out each writer before. What it has not committed then, it never can.
 * <li>The topic is read after that. So the writer knows the last event of each candidate until it is shut out itself.
 * </ol>
 *
 * <p>After a failed {@link #append} nobody knows whether the events were written. Then close it and open it again.
 */
final class VerdictLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VerdictLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final Map<String, VerdictEvent> last = new HashMap<>();

    private VerdictLog(String topic, Producer<byte[], byte[]> producer) {
        this.topic = topic;
        this.producer = producer;
    }

    /**
     * Shuts out each writer before, and reads the topic to its end.
     *
     * @throws KafkaException if Kafka does not answer
     */
    static VerdictLog open(Map<String, Object> connection, String topic, String transactionalId) {
        var config = new HashMap<>(connection);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        var log = new VerdictLog(
                topic, new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
        try {
            log.producer.initTransactions();
            log.read(connection);
            return log;
        } catch (KafkaException e) {
            log.close();
            throw e;
        }
    }

    private void read(Map<String, Object> connection) {
        var config = new HashMap<>(connection);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        var at = new TopicPartition(topic, VerdictRecords.PARTITION);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(at));
            consumer.seekToBeginning(List.of(at));
            long end = consumer.endOffsets(List.of(at), PATIENCE).getOrDefault(at, 0L);
            long start = System.nanoTime();
            while (consumer.position(at, PATIENCE) < end) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new TimeoutException(
                            at + " was not read to its end, offset " + end + ", within " + PATIENCE.toSeconds() + " s");
                }
                consumer.poll(POLL).forEach(this::keep);
            }
        }
    }

    private void keep(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            if (record.key() != null) {
                last.remove(new String(record.key(), StandardCharsets.UTF_8));
            }
            return;
        }
        try {
            VerdictEvent event = VerdictRecords.read(record);
            last.put(event.candidate(), event);
        } catch (IllegalArgumentException e) {
            LOG.warn("left out the record at offset {} of {}: {}", record.offset(), topic, e.getMessage());
        }
    }

    /** The last event of each candidate. */
    Map<String, VerdictEvent> last() {
        return Collections.unmodifiableMap(last);
    }

    /**
     * Writes all of these events or none.
     *
     * @throws KafkaException if another writer was opened meanwhile, or Kafka does not answer
     */
    void append(List<VerdictEvent> events) {
        producer.beginTransaction();
        for (VerdictEvent event : events) {
            producer.send(VerdictRecords.write(topic, event));
        }
        producer.commitTransaction();
        events.forEach(event -> last.put(event.candidate(), event));
    }

    @Override
    public void close() {
        try {
            producer.close(Duration.ZERO);
        } catch (KafkaException e) {
            LOG.debug("cannot close the writer of verdicts cleanly: {}", Failure.reason(e));
        }
    }
}
