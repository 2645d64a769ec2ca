package io.penumbra.exemplar;

import java.util.Comparator;

/** Where an image lies in Kafka. */
public record Source(String topic, int partition, long offset) implements Comparable<Source> {
    private static final Comparator<Source> ORDER = Comparator.comparing(Source::topic)
            .thenComparingInt(Source::partition)
            .thenComparingLong(Source::offset);

    public Source {
        if (!isOne(topic, partition, offset)) {
            throw new IllegalArgumentException(
                    "no record lies at offset " + offset + " of partition " + partition + " of topic '" + topic + "'");
        }
    }

    /** Whether a record can lie there. */
    public static boolean isOne(String topic, int partition, long offset) {
        return !topic.isEmpty() && partition >= 0 && offset >= 0;
    }

    @Override
    public int compareTo(Source other) {
        return ORDER.compare(this, other);
    }
}
