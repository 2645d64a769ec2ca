package io.penumbra.forget;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.penumbra.process.Failure;
import io.penumbra.process.TopicWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes which images are forgotten to a topic that every instance reads whole, and tombstones to compacted topics. The
 * key of a record is the SHA-256 of an id in hexadecimal digits, so that the topic does not keep the id.
 */
final class ForgottenTopic {
    /** On a tombstone, so that the scoring does not take it for an image without bytes. */
    private static final Header TOMBSTONE = new RecordHeader(ImageTombstone.HEADER, new byte[0]);

    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final byte[] VALUE = "{}".getBytes(UTF_8);

    private final String topic;
    private final TopicWriter writer;
    private final Predicate<ImageKey> isRead;

    /** @param isRead whether this instance has read that an image is forgotten */
    ForgottenTopic(String topic, TopicWriter writer, Predicate<ImageKey> isRead) {
        this.topic = topic;
        this.writer = writer;
        this.isRead = isRead;
    }

    /**
     * Forgets images. Returns once this instance has read it back.
     *
     * @throws Failure if it is not written, or not read back; the message says why
     */
    void write(Collection<ImageKey> images) throws InterruptedException {
        writer.write(images.stream()
                .map(image -> new ProducerRecord<>(topic, image.hex().getBytes(US_ASCII), VALUE))
                .toList());
        long deadline = System.nanoTime() + TopicWriter.PATIENCE.toNanos();
        while (!images.stream().allMatch(isRead)) {
            if (System.nanoTime() > deadline) {
                throw new Failure("written to topic " + topic + ", but not read back within "
                        + TopicWriter.PATIENCE.toSeconds() + " s; it counts as soon as an instance reads it");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Writes tombstones to all partitions of a compacted topic, because any partitioner may have written the ids. */
    void bury(String compacted, int partitions, List<String> keys) {
        var tombstones = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (String key : keys) {
            for (int partition = 0; partition < partitions; partition++) {
                tombstones.add(new ProducerRecord<>(
                        compacted, partition, null, key.getBytes(UTF_8), null, List.of(TOMBSTONE)));
            }
        }
        writer.write(tombstones);
    }
}
