package io.penumbra.streams;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer has come. One thread writes it, any thread reads it. */
public final class Positions {
    private final Map<TopicPartition, OptionalLong> positions = new ConcurrentHashMap<>();

    void at(TopicPartition partition, long offset) {
        positions.put(partition, OptionalLong.of(offset));
    }

    /** The consumer is assigned the partition and does not know where to read it. */
    void lost(TopicPartition partition) {
        positions.put(partition, OptionalLong.empty());
    }

    public void clear() {
        positions.clear();
    }

    /** The offset of the next record to read in each partition; empty in one without a position. */
    public Map<TopicPartition, OptionalLong> all() {
        return Map.copyOf(positions);
    }
}
