package io.penumbra;

import io.penumbra.console.ReferenceBook;
import io.penumbra.console.ReferenceRecord;
import io.penumbra.tally.ReferenceRecords;
import io.penumbra.verdict.Reference;
import io.penumbra.verdict.Reference.Origin;
import io.penumbra.verdict.References;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The references on their topic. What this instance writes it has read back when the call returns, so that its next answer knows it. */
@Singleton
class KeptReferences implements ReferenceBook {
    private static final Logger LOG = LoggerFactory.getLogger(KeptReferences.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    /** The last that was read, by key. */
    private record Known(Map<String, byte[]> records, References references) {
        boolean isOf(Map<String, byte[]> others) {
            return records.keySet().equals(others.keySet())
                    && records.entrySet().stream()
                            .allMatch(record -> Arrays.equals(record.getValue(), others.get(record.getKey())));
        }
    }

    private final ReferenceRecords records;
    private volatile @Nullable Producer<String, byte[]> producer;
    private volatile String topic = "";
    private volatile Known known = new Known(Map.of(), References.NONE);

    KeptReferences(ReferenceRecords records) {
        this.records = records;
    }

    /** Opens the topic for writing. The caller closes what it gets. */
    AutoCloseable open(Map<String, Object> connection, String referencesTopic) {
        var config = new HashMap<>(connection);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        var opened = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
        topic = referencesTopic;
        producer = opened;
        return () -> opened.close(Duration.ofSeconds(1));
    }

    @Override
    public Optional<References> references() {
        return records.references().map(this::read);
    }

    /** Parses what changed, and only then. */
    private References read(Map<String, byte[]> all) {
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
                    throw new IllegalArgumentException(
                            "it is " + reference.origin().label() + " and of model '" + reference.model() + "'");
                }
                (reference.origin() == Origin.PUT ? put : automatic).put(reference.model(), reference);
            } catch (IllegalArgumentException e) {
                LOG.warn("record '{}' of topic {} is left out: {}", key, topic, e.getMessage());
            }
        });
        var references = new References(put, automatic);
        known = new Known(all, references);
        return references;
    }

    @Override
    public Optional<String> keep(Reference reference) {
        return write(ReferenceRecord.key(reference.origin(), reference.model()), ReferenceRecord.value(reference));
    }

    @Override
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
            return Optional.of("topic " + topic + " takes no reference: " + Failure.reason(e));
        } catch (TimeoutException e) {
            return Optional.of("topic " + topic + " takes no reference: no answer within " + PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the service stops");
        }
    }

    private Optional<String> awaitRead(String key, byte @Nullable [] value) throws InterruptedException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            Map<String, byte[]> all = records.references().orElse(Map.of());
            if (Arrays.equals(all.get(key), value)) {
                return Optional.empty();
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return Optional.of("it is written to topic " + topic + " and not read back within " + PATIENCE);
    }
}
