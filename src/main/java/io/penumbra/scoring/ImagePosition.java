package io.penumbra.scoring;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the images are read, and how far they are scored. It counts the images that retention deleted before they were
 * scored. One thread changes it, any thread may ask for {@link #scored()}.
 */
final class ImagePosition {
    private static final Logger LOG = LoggerFactory.getLogger(ImagePosition.class);

    private final ScoringListener listener;
    /** How far deleted records are counted. A session that failed begins before them again. */
    private final Map<TopicPartition, Long> counted = new HashMap<>();

    private volatile Map<TopicPartition, OptionalLong> scored = Map.of();
    /** The partitions that were taken to their beginning; null unless the topic was made anew. */
    private @Nullable Set<TopicPartition> begun;

    ImagePosition(ScoringListener listener) {
        this.listener = listener;
    }

    /** Polls. Where the position has no record, it goes to the oldest that is left. */
    <K, V> ConsumerRecords<K, V> poll(Consumer<K, V> consumer, Duration timeout) {
        try {
            ConsumerRecords<K, V> polled = consumer.poll(timeout);
            return rewind(consumer, polled) ? ConsumerRecords.empty() : polled;
        } catch (NoOffsetForPartitionException e) {
            consumer.seekToBeginning(e.partitions());
        } catch (OffsetOutOfRangeException e) {
            Map<TopicPartition, Long> oldest = consumer.beginningOffsets(e.partitions());
            oldest.forEach((partition, first) -> {
                skip(
                        partition,
                        Objects.requireNonNull(e.offsetOutOfRangePartitions().get(partition)),
                        first);
                consumer.seek(partition, first);
            });
        }
        return ConsumerRecords.empty();
    }

    /** From now on each partition is read from its beginning, once. */
    void rewind() {
        begun = new HashSet<>();
    }

    /**
     * Takes the partitions that are due to their beginning, and the others back to what was polled.
     *
     * @return whether there was one; then all that was polled is polled again
     */
    private <K, V> boolean rewind(Consumer<K, V> consumer, ConsumerRecords<K, V> polled) {
        Set<TopicPartition> done = begun;
        if (done == null) {
            return false;
        }
        List<TopicPartition> due =
                consumer.assignment().stream().filter(done::add).toList();
        if (due.isEmpty()) {
            return false;
        }
        polled.partitions()
                .forEach(partition -> consumer.seek(
                        partition, polled.records(partition).get(0).offset()));
        consumer.seekToBeginning(due);
        return true;
    }

    private void skip(TopicPartition partition, long position, long oldest) {
        if (oldest <= position) {
            LOG.warn(
                    "{} ends before offset {}, so it was made anew; it is read from offset {}",
                    partition,
                    position,
                    oldest);
            counted.remove(partition);
            return;
        }
        long from = Math.max(position, counted.getOrDefault(partition, position));
        if (oldest > from) {
            LOG.error(
                    "retention deleted {} records of {} before they were scored, from offset {}",
                    oldest - from,
                    partition,
                    from);
            listener.removed(oldest - from);
            counted.put(partition, oldest);
        }
    }

    /**
     * Sees the present position.
     *
     * @param idle whether all polled images are scored and committed
     */
    void see(Consumer<?, ?> consumer, boolean idle) {
        Map<TopicPartition, OptionalLong> before = scored;
        var now = new HashMap<TopicPartition, OptionalLong>();
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong known = before.getOrDefault(partition, OptionalLong.empty());
            now.put(partition, idle || known.isEmpty() ? position(partition, consumer) : known);
        }
        scored = now;
    }

    private static OptionalLong position(TopicPartition partition, Consumer<?, ?> consumer) {
        try {
            return OptionalLong.of(consumer.position(partition, Duration.ZERO));
        } catch (TimeoutException | InvalidOffsetException e) {
            return OptionalLong.empty();
        }
    }

    /** The images before these places are scored and committed. */
    void commit(Map<TopicPartition, OffsetAndMetadata> behind) {
        var now = new HashMap<>(scored);
        behind.forEach((partition, place) ->
                now.computeIfPresent(partition, (same, before) -> OptionalLong.of(place.offset())));
        scored = now;
    }

    /** Nothing is read any longer. */
    void end() {
        scored = Map.of();
    }

    /** The offset before which all images are scored, for each partition that is read; empty in one without a position. */
    Map<TopicPartition, OptionalLong> scored() {
        return scored;
    }
}
