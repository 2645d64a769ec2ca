package io.penumbra.image;

import java.util.Comparator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record lies in Kafka. */
public record Coordinates(String topic, int partition, long offset) implements Comparable<Coordinates> {
    private static final Comparator<Coordinates> ORDER = Comparator.comparing(Coordinates::topic)
            .thenComparingInt(Coordinates::partition)
            .thenComparingLong(Coordinates::offset);

    public Coordinates {
        if (!areSome(topic, partition, offset)) {
            throw new IllegalArgumentException(
                    "no record lies at offset " + offset + " of partition " + partition + " of topic '" + topic + "'");
        }
    }

    public static Coordinates of(ConsumerRecord<?, ?> consumed) {
        return new Coordinates(consumed.topic(), consumed.partition(), consumed.offset());
    }

    /** Whether a record can lie there. */
    public static boolean areSome(String topic, int partition, long offset) {
        return !topic.isEmpty() && partition >= 0 && offset >= 0;
    }

    @Override
    public int compareTo(Coordinates other) {
        return ORDER.compare(this, other);
    }

    /** {@code topic-partition@offset}, as Kafka's own logs write it. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
