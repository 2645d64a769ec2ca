package io.penumbra.event;

import io.penumbra.process.Failure;
import io.penumbra.streams.LeftOut;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes of verdicts that the topic still holds. Each instance reads all of them at its start and follows the topic
 * then, so that it can show them whichever instance wrote them.
 */
public final class VerdictHistory {
    /** So many of a candidate's last changes are kept. */
    public static final int MOST = 50;

    private static final Logger LOG = LoggerFactory.getLogger(VerdictHistory.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final String topic;
    private final LeftOut leftOut;
    private final Map<String, List<VerdictEvent>> changes = new ConcurrentHashMap<>();

    /** @param unreadable is told the topic for each record on it that is not a verdict */
    public VerdictHistory(String topic, Consumer<String> unreadable) {
        this.topic = topic;
        this.leftOut = new LeftOut(unreadable, System::nanoTime);
    }

    /** The last changes of a candidate's verdict, at most {@value #MOST}, the newest first. */
    public List<VerdictEvent> of(String candidate) {
        return changes.getOrDefault(candidate, List.of());
    }

    /**
     * Reads until the thread is interrupted.
     *
     * @param connection settings of every Kafka client
     */
    public void follow(Map<String, Object> connection) {
        try {
            while (true) {
                try {
                    read(connection);
                } catch (InterruptException e) {
                    throw e;
                } catch (KafkaException e) {
                    LOG.warn("cannot read the history of verdicts, trying again: {}", Failure.reason(e));
                }
                Thread.sleep(RETRY.toMillis());
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(Map<String, Object> connection) {
        var config = new HashMap<>(connection);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        var at = new TopicPartition(topic, VerdictRecords.PARTITION);
        var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            consumer.assign(List.of(at));
            consumer.seekToBeginning(List.of(at));
            changes.clear();
            while (true) {
                consumer.poll(POLL).forEach(this::keep);
            }
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    void keep(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            if (record.key() != null) {
                changes.remove(new String(record.key(), StandardCharsets.UTF_8));
            }
            return;
        }
        try {
            VerdictEvent event = VerdictRecords.read(record);
            changes.merge(
                    event.candidate(),
                    List.of(event),
                    (before, last) -> Stream.concat(last.stream(), before.stream())
                            .limit(MOST)
                            .toList());
        } catch (IllegalArgumentException e) {
            leftOut.leaveOut(
                    topic,
                    "the record at " + topic + "-" + record.partition() + "@" + record.offset(),
                    String.valueOf(e.getMessage()));
        }
    }
}
