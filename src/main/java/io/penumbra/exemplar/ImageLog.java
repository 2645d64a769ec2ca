package io.penumbra.exemplar;

import io.penumbra.counts.Durations;
import io.penumbra.image.ImageFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads images back from their topic, one at a time, with one consumer that joins no group. A read blocks for at most
 * the patience. Any number of threads may read.
 */
public final class ImageLog implements AutoCloseable {
    private final String topic;
    private final ImageFormat format;
    private final Duration patience;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean closed;

    /**
     * @param topic the topic of images; no other is read
     * @param format how images stand in its records
     * @param patience the longest time that a read may take
     */
    public ImageLog(String topic, ImageFormat format, Duration patience) {
        this.topic = topic;
        this.format = format;
        this.patience = patience;
    }

    /**
     * Opens the consumer.
     *
     * @param connection settings of a Kafka client
     * @return this
     */
    public ImageLog open(Map<String, ?> connection) {
        var config = new HashMap<String, Object>(connection);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // fetch only the batch that holds the image, whatever its size
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return this;
    }

    /** Reads the image at an offset. */
    public ImageRead read(String from, int partition, long offset) {
        if (!from.equals(topic)) {
            return new ImageRead.Unknown("topic is '" + from + "', expected " + topic + ", the topic of images");
        }
        Consumer<byte[], byte[]> opened = consumer;
        if (opened == null) {
            return new ImageRead.Unreachable("the service has not started yet");
        }
        var left = new TimeLeft(patience);
        try {
            if (!turn.tryLock(left.get().toNanos(), TimeUnit.NANOSECONDS)) {
                return late();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return late();
        }
        try {
            return closed
                    ? new ImageRead.Unreachable("the service is stopping")
                    : read(opened, partition, offset, left);
        } finally {
            turn.unlock();
        }
    }

    private ImageRead late() {
        return new ImageRead.Unreachable("Kafka did not answer within " + Durations.text(patience));
    }

    private ImageRead read(Consumer<byte[], byte[]> opened, int partition, long offset, TimeLeft left) {
        try {
            if (opened.partitionsFor(topic, left.get()).stream().noneMatch(p -> p.partition() == partition)) {
                return new ImageRead.Unknown("topic " + topic + " has no partition " + partition);
            }
            return read(opened, new TopicPartition(topic, partition), offset, left);
        } catch (UnknownTopicOrPartitionException e) {
            return new ImageRead.Unknown("there is no topic " + topic);
        } catch (OffsetOutOfRangeException e) {
            return new ImageRead.Gone("retention has just deleted offset " + offset);
        } catch (KafkaException e) {
            return new ImageRead.Unreachable("Kafka does not answer: " + e.getMessage());
        }
    }

    private ImageRead read(Consumer<byte[], byte[]> opened, TopicPartition at, long offset, TimeLeft left) {
        long begin = opened.beginningOffsets(List.of(at), left.get()).getOrDefault(at, 0L);
        if (offset < begin) {
            return new ImageRead.Gone(
                    "retention has deleted offset " + offset + ": " + at + " now begins at offset " + begin);
        }
        long end = opened.endOffsets(List.of(at), left.get()).getOrDefault(at, 0L);
        if (offset >= end) {
            return new ImageRead.Gone(at + " has no offset " + offset + ": it ends before offset " + end);
        }
        opened.assign(List.of(at));
        try {
            opened.seek(at, offset);
            while (left.isLeft()) {
                for (var record : opened.poll(left.get())) {
                    return record.offset() == offset ? image(record) : skipped(at, offset);
                }
                if (opened.position(at, left.get()) > offset) {
                    return skipped(at, offset);
                }
            }
            return late();
        } finally {
            opened.unsubscribe();
        }
    }

    private ImageRead image(ConsumerRecord<byte[], byte[]> record) {
        return format.image(record)
                .flatMap(StoredImage::of)
                .<ImageRead>map(image -> image)
                .orElseGet(() -> new ImageRead.Unknown("the record at offset " + record.offset() + " of "
                        + record.topic() + "-" + record.partition() + " is neither JPEG nor PNG"));
    }

    private static ImageRead skipped(TopicPartition at, long offset) {
        return new ImageRead.Gone(at + " has no record at offset " + offset + ": its log skips this offset");
    }

    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> opened = consumer;
        if (opened == null) {
            return;
        }
        opened.wakeup(); // ends a read that is in progress
        turn.lock();
        try {
            opened.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        } finally {
            turn.unlock();
        }
    }
}
