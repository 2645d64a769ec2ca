package io.penumbra.image;

import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where a record lies in Kafka. */
public record Coordinates(String topic, int partition, long offset) {

    public Coordinates {
        Objects.requireNonNull(topic, "topic");
        if (topic.isEmpty()) {
            throw new IllegalArgumentException("topic is empty");
        }
        if (partition < 0) {
            throw new IllegalArgumentException("partition is negative: " + partition);
        }
        if (offset < 0) {
            throw new IllegalArgumentException("offset is negative: " + offset);
        }
    }

    public static Coordinates of(ConsumerRecord<?, ?> consumed) {
        return new Coordinates(consumed.topic(), consumed.partition(), consumed.offset());
    }

    /** {@code topic-partition@offset}, as Kafka's own logs write it. */
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
