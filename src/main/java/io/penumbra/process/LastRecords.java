package io.penumbra.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the last records of topics. Each look has a consumer of its own, which joins no group. Any number of threads may
 * look; one of them reads at a time.
 */
public final class LastRecords {
    private final Duration patience;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Map<String, Object> config;

    /** @param patience the longest time that a look may take */
    public LastRecords(Duration patience) {
        this.patience = patience;
    }

    /** @param connection settings of a Kafka client */
    public void open(Map<String, ?> connection) {
        var consuming = new HashMap<String, Object>(connection);
        consuming.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consuming.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        consuming.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // records may be as large as images, so that few of them are fetched at once
        consuming.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1 << 20);
        config = consuming;
    }

    /**
     * Reads from each partition what lies at its last offsets. Transactions take offsets too, so that there may be fewer
     * records than offsets. A topic that is missing has none.
     *
     * @param offsets how many of each partition, at least 1
     * @param as what is kept of a record
     * @throws Failure if Kafka does not answer, or not in time; the message says why
     */
    public <T> List<T> read(List<String> topics, int offsets, Function<ConsumerRecord<byte[], byte[]>, T> as) {
        Map<String, Object> opened = config;
        if (opened == null) {
            throw new Failure("the service has not started yet");
        }
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            if (!turn.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw late();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late();
        }
        var consumer = new KafkaConsumer<>(opened, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            return read(consumer, topics, offsets, as, deadline);
        } catch (KafkaException e) {
            throw new Failure("Kafka does not answer: " + Failure.reason(e), e);
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            turn.unlock();
        }
    }

    private <T> List<T> read(
            Consumer<byte[], byte[]> consumer,
            List<String> topics,
            int offsets,
            Function<ConsumerRecord<byte[], byte[]>, T> as,
            long deadline) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic, left(deadline)).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, left(deadline));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, left(deadline));
        consumer.assign(partitions);
        partitions.forEach(at ->
                consumer.seek(at, Math.max(begins.getOrDefault(at, 0L), ends.getOrDefault(at, 0L) - offsets)));
        var read = new ArrayList<T>();
        while (partitions.stream().anyMatch(at -> consumer.position(at, left(deadline)) < ends.getOrDefault(at, 0L))) {
            consumer.poll(left(deadline)).forEach(record -> read.add(as.apply(record)));
        }
        return read;
    }

    /** The time that is left, at least a millisecond, so that Kafka's own timeout says what it waited for. */
    private Duration left(long deadline) {
        long nanos = deadline - System.nanoTime();
        if (nanos <= 0) {
            throw late();
        }
        return Duration.ofNanos(Math.max(nanos, 1_000_000));
    }

    private Failure late() {
        return new Failure("Kafka did not answer within " + patience.toSeconds() + " s");
    }
}
