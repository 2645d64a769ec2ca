package io.penumbra.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penumbra.forget.ImageTombstone;
import io.penumbra.image.Coordinates;
import io.penumbra.image.ImageEvent;
import io.penumbra.image.ImageFormat;
import io.penumbra.image.Received;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Polled records that are scored and committed together.
 *
 * @param received what each record holds
 * @param behind for each polled partition the place behind this batch, which is committed with it
 * @param left of these, the places where polled records were left out and have to be read again
 * @param forgotten the number of polled records of forgotten images, which are in no list
 */
record Batch(
        List<ConsumerRecord<byte[], byte[]>> records,
        List<Received> received,
        Map<TopicPartition, OffsetAndMetadata> behind,
        Map<TopicPartition, OffsetAndMetadata> left,
        int forgotten) {

    /**
     * Takes records until their work is too much for one batch, at least one record. It takes turns between the
     * partitions, so that none waits for long behind another's large images.
     *
     * @param work how much work an image is
     * @param most the most work of a batch of several images
     * @param isForgotten whether the image of an id is forgotten
     */
    static Batch of(
            ConsumerRecords<byte[], byte[]> polled,
            ImageFormat format,
            ToLongFunction<Received> work,
            long most,
            Predicate<byte[]> isForgotten) {
        int forgotten = 0;
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>(polled.count());
        var received = new ArrayList<Received>(polled.count());
        var left = new HashMap<TopicPartition, OffsetAndMetadata>();
        long sum = 0;
        for (ConsumerRecord<byte[], byte[]> record : inTurns(polled)) {
            if (left.isEmpty()) {
                Received image = format.read(record);
                if (isForgotten(record, format, image, isForgotten)) {
                    forgotten++;
                    continue;
                }
                sum += work.applyAsLong(image);
                if (records.isEmpty() || sum <= most) {
                    records.add(record);
                    received.add(image);
                    continue;
                }
            }
            left.putIfAbsent(
                    new TopicPartition(record.topic(), record.partition()),
                    new OffsetAndMetadata(record.offset(), record.leaderEpoch(), ""));
        }
        var behind = new HashMap<>(polled.nextOffsets());
        behind.putAll(left);
        return new Batch(records, received, behind, left, forgotten);
    }

    private static boolean isForgotten(
            ConsumerRecord<byte[], byte[]> record, ImageFormat format, Received image, Predicate<byte[]> isForgotten) {
        return ImageTombstone.is(record)
                || record.key() != null && isForgotten.test(record.key())
                || id(record, format, image)
                        .filter(id -> isForgotten.test(id.getBytes(UTF_8)))
                        .isPresent();
    }

    /** Also of a record that cannot be read otherwise: its dead letter would keep the id and the image. */
    private static Optional<String> id(ConsumerRecord<byte[], byte[]> record, ImageFormat format, Received image) {
        return image instanceof ImageEvent event ? Optional.of(event.id()) : format.id(record);
    }

    /** The first record of each partition, then the second, and so on. */
    private static List<ConsumerRecord<byte[], byte[]>> inTurns(ConsumerRecords<byte[], byte[]> polled) {
        List<List<ConsumerRecord<byte[], byte[]>>> partitions =
                polled.partitions().stream().map(polled::records).toList();
        int longest = partitions.stream().mapToInt(Collection::size).max().orElse(0);
        var turns = new ArrayList<ConsumerRecord<byte[], byte[]>>(polled.count());
        for (int i = 0; i < longest; i++) {
            for (List<ConsumerRecord<byte[], byte[]>> partition : partitions) {
                if (i < partition.size()) {
                    turns.add(partition.get(i));
                }
            }
        }
        return turns;
    }

    /** For each record its coordinates. */
    List<Coordinates> sources() {
        return records.stream().map(Coordinates::of).toList();
    }
}
