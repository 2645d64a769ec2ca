package io.penumbra.drift;

import io.penumbra.drift.Reference.Origin;
import io.penumbra.process.Failure;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The references on their topic. A write returns once this instance has read it back, so that its next answer knows it.
 */
public final class KeptReferences {
    private static final Logger LOG = LoggerFactory.getLogger(KeptReferences.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** The records that were read last, by key, with their references. */
    private record Known(Map<String, byte[]> records, References references) {
        boolean isOf(Map<String, byte[]> others) {
            return records.keySet().equals(others.keySet())
                    && records.entrySet().stream()
                            .allMatch(record -> Arrays.equals(record.getValue(), others.get(record.getKey())));
        }
    }

    private final String topic;
    private final Supplier<Optional<Map<String, byte[]>>> records;
    private final Consumer<String> unreadable;
    private volatile @Nullable Producer<String, byte[]> producer;
    private volatile Known known = new Known(Map.of(), References.NONE);

    /**
     * @param topic the topic of references
     * @param records the last value of each key on the topic; empty while it cannot be read
     * @param unreadable is told the topic for each record on it that is not a reference
     */
    public KeptReferences(String topic, Supplier<Optional<Map<String, byte[]>>> records, Consumer<String> unreadable) {
        this.unreadable = unreadable;
        this.topic = topic;
        this.records = records;
    }

    /** Opens the topic for writing. The caller closes the result. */
    public AutoCloseable open(Map<String, Object> connection) {
        var config = new HashMap<>(connection);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        return open(new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer()));
    }

    /** Writes with {@code opened} from now on. Closing the result closes it. */
    public AutoCloseable open(Producer<String, byte[]> opened) {
        producer = opened;
        return () -> opened.close(Duration.ofSeconds(1));
    }

    /** All references. Empty while they cannot be read. */
    public Optional<References> references() {
        return records.get().map(this::read);
    }

    /** Parses the records only if they have changed. Says once of each record that it is not a reference. */
    private synchronized References read(Map<String, byte[]> all) {
        Known last = known;
        if (last.isOf(all)) {
            return last.references();
        }
        var put = new HashMap<String, Reference>();
        var automatic = new HashMap<String, Reference>();
        all.forEach((key, value) -> {
            try {
                Reference reference = ReferenceRecord.read(value);
                if (!key.equals(ReferenceRecord.key(reference.origin(), reference.model()))) {
                    throw new IllegalArgumentException("it holds the "
                            + reference.origin().text() + " reference of model '" + reference.model() + "'");
                }
                (reference.origin() == Origin.PUT ? put : automatic).put(reference.model(), reference);
            } catch (IllegalArgumentException e) {
                if (!Arrays.equals(value, last.records().get(key))) {
                    unreadable.accept(topic);
                    LOG.warn("left out the record '{}' of {}: {}", key, topic, e.getMessage());
                }
            }
        });
        var references = new References(put, automatic);
        known = new Known(all, references);
        return references;
    }

    /**
     * Keeps a reference in place of the model's former one of the same origin.
     *
     * @return why it is not kept; empty once it is
     */
    public Optional<String> keep(Reference reference) {
        return write(ReferenceRecord.key(reference.origin(), reference.model()), ReferenceRecord.value(reference));
    }

    /**
     * Forgets the reference that was put for a model.
     *
     * @return why it is not forgotten; empty once it is
     */
    public Optional<String> forget(String model) {
        return write(ReferenceRecord.key(Origin.PUT, model), null);
    }

    private Optional<String> write(String key, byte @Nullable [] value) {
        Producer<String, byte[]> open = producer;
        if (open == null) {
            return Optional.of("the service has not started yet");
        }
        try {
            open.send(new ProducerRecord<>(topic, key, value)).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return awaitRead(key, value);
        } catch (ExecutionException e) {
            return Optional.of("cannot write to topic " + topic + ": " + Failure.reason(e));
        } catch (TimeoutException e) {
            return Optional.of("cannot write to topic " + topic + ": no answer within " + PATIENCE.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the service is stopping");
        }
    }

    private Optional<String> awaitRead(String key, byte @Nullable [] value) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            Map<String, byte[]> all = records.get().orElse(Map.of());
            if (Arrays.equals(all.get(key), value)) {
                return Optional.empty();
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return Optional.of("the record was written to topic " + topic + " but not read back within "
                + PATIENCE.toSeconds() + " s");
    }
}
