package io.penumbra.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.penumbra.process.Failure;
import java.time.Duration;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes chosen labels to the topic of labels. Any number of threads may write. */
public final class LabelTopic {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    private final String topic;
    private volatile @Nullable Producer<byte[], byte[]> producer;

    /** @param topic the topic of labels */
    public LabelTopic(String topic) {
        this.topic = topic;
    }

    /** Opens the topic for writing. The caller closes the result. */
    public AutoCloseable open(Map<String, Object> connection) {
        var config = new HashMap<>(connection);
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
        // the default partitioner, so that the label meets the score of its image
        return open(new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Writes with {@code opened} from now on. Closing the result closes it. */
    public AutoCloseable open(Producer<byte[], byte[]> opened) {
        producer = opened;
        return () -> opened.close(Duration.ofSeconds(1));
    }

    /** Whether it can be written to. */
    public boolean isOpen() {
        return producer != null;
    }

    /**
     * Says what an image shows.
     *
     * @param label the class; empty to take the chosen label back
     * @throws Failure if it is not written; the message says why
     */
    void write(AuditImage image, Optional<String> label, String by, Optional<String> note) {
        ObjectNode value =
                JSON.createObjectNode().put("label", label.orElse(null)).put("chosen", image.chosen());
        value.put("by", by);
        note.ifPresent(text -> value.put("note", text));
        send(image.id(), value.toString().getBytes(UTF_8));
    }

    private void send(String id, byte[] value) {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            throw new Failure("the service has not started yet, or does not wait for labels");
        }
        try {
            open.send(new ProducerRecord<>(topic, id.getBytes(UTF_8), value))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | KafkaException e) {
            throw new Failure("cannot write to topic " + topic + ": " + Failure.reason(e), e);
        } catch (TimeoutException e) {
            throw new Failure(
                    "cannot write to topic " + topic + ": no answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("the service is stopping", e);
        }
    }
}
