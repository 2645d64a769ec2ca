package io.penumbra.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** How far consumers have come in the partitions that they are assigned. Any thread may read it. */
public final class Positions {
    private final Map<Object, Map<TopicPartition, OptionalLong>> byConsumer = new ConcurrentHashMap<>();

    /** Replaces what is known of a consumer. */
    public void tell(Object consumer, Map<TopicPartition, OptionalLong> positions) {
        byConsumer.put(consumer, Map.copyOf(positions));
    }

    /** Forgets a consumer that is closed. */
    public void forget(Object consumer) {
        byConsumer.remove(consumer);
    }

    /** The offset of the next record to read in each partition; empty in one without a position. */
    public Map<TopicPartition, OptionalLong> all() {
        var all = new HashMap<TopicPartition, OptionalLong>();
        byConsumer.values().forEach(all::putAll);
        return all;
    }
}
