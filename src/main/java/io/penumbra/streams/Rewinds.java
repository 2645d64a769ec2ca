package io.penumbra.streams;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Topics that are read from their beginning, because they were made anew. A reader that still has the position that it
 * had in the old topic would miss what lies before it. Any number of threads may use it.
 */
final class Rewinds {
    /** The partitions of each topic that are at their beginning, or were. */
    private final Map<String, Set<TopicPartition>> begun = new ConcurrentHashMap<>();

    private final Set<String> planned = ConcurrentHashMap.newKeySet();

    /** Each partition of the topic will be due once. */
    void plan(String topic) {
        planned.add(topic);
    }

    /** From now on, the planned topics are due. Until then, a client that is about to be closed reads on. */
    void begin() {
        planned.forEach(topic -> begun.put(topic, ConcurrentHashMap.newKeySet()));
        planned.clear();
    }

    /** Whether the partition has to go to its beginning now. */
    boolean isDue(TopicPartition partition) {
        Set<TopicPartition> of = begun.get(partition.topic());
        return of != null && of.add(partition);
    }
}
