package io.penumbra.event;

import io.penumbra.process.Failure;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers each event of the topic of verdicts to a webhook, in order and at least once. The instances are one consumer
 * group, so one of them delivers, and the next one goes on behind the last event that was taken.
 *
 * <p>An event that is not taken is posted again until it is. Those behind it wait.
 */
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Map<String, Object> config;
    private final String topic;
    private final Webhook webhook;
    private final Consumer<Boolean> attempted;
    private @Nullable Waiting waiting;

    /** An event that is to be posted, not before {@code dueNanos} of {@link System#nanoTime}. */
    private record Waiting(ConsumerRecord<byte[], byte[]> record, VerdictEvent event, int failures, long dueNanos) {}

    /** @param attempted is told of each request whether the event was taken */
    Delivery(Map<String, Object> connection, String topic, String group, Webhook webhook, Consumer<Boolean> attempted) {
        this.config = new HashMap<>(connection);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        // what was written before the webhook was first set is delivered, too: the last verdict of each candidate
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.topic = topic;
        this.webhook = webhook;
        this.attempted = attempted;
    }

    /** Delivers until it is interrupted. */
    public void run() {
        try {
            while (true) {
                try {
                    deliver();
                } catch (InterruptException e) {
                    throw e;
                } catch (KafkaException e) {
                    LOG.warn("cannot read the verdicts for the webhook, trying again: {}", Failure.reason(e));
                }
                Thread.sleep(RETRY.toMillis());
            }
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver() throws InterruptedException {
        waiting = null;
        var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    waiting = null; // whoever gets the partition reads it again
                }

                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}
            });
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(consumer, record);
                }
                post(consumer);
            }
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void take(KafkaConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) { // somebody has had a candidate forgotten
            return;
        }
        try {
            waiting = new Waiting(record, VerdictRecords.read(record), 0, System.nanoTime());
            consumer.pause(consumer.assignment());
        } catch (IllegalArgumentException e) {
            LOG.warn("left out the record at offset {} of {}: {}", record.offset(), topic, e.getMessage());
        }
    }

    private void post(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        Waiting next = waiting;
        if (next == null || System.nanoTime() - next.dueNanos() < 0) {
            return;
        }
        Optional<String> trouble = webhook.post(next.event());
        attempted.accept(trouble.isEmpty());
        if (trouble.isEmpty()) {
            waiting = null;
            commit(consumer, next.record());
            consumer.resume(consumer.paused());
        } else {
            int failures = next.failures() + 1;
            Duration wait = Backoff.after(failures);
            LOG.warn(
                    "the webhook has not taken the verdict on {} ({}), trying again in {} s: {}",
                    next.event().candidate(),
                    next.event().data().verdict(),
                    wait.toSeconds(),
                    trouble.get());
            waiting = new Waiting(next.record(), next.event(), failures, System.nanoTime() + wait.toNanos());
        }
    }

    private static void commit(KafkaConsumer<byte[], byte[]> consumer, ConsumerRecord<byte[], byte[]> record) {
        consumer.commitSync(Map.of(
                new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1)));
    }
}
