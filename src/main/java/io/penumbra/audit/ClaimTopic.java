package io.penumbra.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penumbra.process.Failure;
import io.penumbra.process.TopicWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The topic of claims, which every instance reads whole. Any number of threads may use it. */
public final class ClaimTopic implements Claims.Log {
    private static final Duration PAUSE = Duration.ofMillis(5);
    /** All claims lie in one partition, so that there is a first one. */
    private static final int PARTITION = 0;

    private final String topic;
    private final TopicWriter writer;
    private final Function<String, Optional<Claimed>> read;
    private final LongSupplier clock;

    /**
     * @param topic the topic of claims
     * @param read what this instance has read of an image; empty while it cannot read
     * @param clock milliseconds since the epoch
     */
    public ClaimTopic(String topic, TopicWriter writer, Function<String, Optional<Claimed>> read, LongSupplier clock) {
        this.topic = topic;
        this.writer = writer;
        this.read = read;
        this.clock = clock;
    }

    @Override
    public Claimed of(String id) {
        return read.apply(id).orElseThrow(() -> unavailable("topic " + topic + " cannot be read now"));
    }

    @Override
    public void write(List<String> ids, Claim claim) {
        byte[] value = claim.value();
        if (ids.isEmpty()) {
            return;
        }
        long nowMs = clock.getAsLong();
        List<RecordMetadata> written;
        try {
            written = writer.write(ids.stream()
                    .map(id -> new ProducerRecord<>(topic, PARTITION, nowMs, id.getBytes(UTF_8), value))
                    .toList());
        } catch (Failure e) {
            throw unavailable(String.valueOf(e.getMessage()));
        }
        long deadline = System.nanoTime() + TopicWriter.PATIENCE.toNanos();
        for (int i = 0; i < ids.size(); i++) {
            awaitRead(ids.get(i), written.get(i).offset(), deadline);
        }
    }

    private void awaitRead(String id, long offset, long deadline) {
        while (of(id).at() < offset) {
            if (System.nanoTime() > deadline) {
                throw unavailable("the claim was written to topic " + topic + " but not read back within "
                        + TopicWriter.PATIENCE.toSeconds() + " s");
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unavailable("the service is stopping");
            }
        }
    }

    private static Refused unavailable(String why) {
        return new Refused(Refused.Why.UNAVAILABLE, why);
    }
}
