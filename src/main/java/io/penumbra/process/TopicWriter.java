package io.penumbra.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes what people do to topics. Any number of threads may write. */
public final class TopicWriter {
    /** How long a write may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private volatile @Nullable Producer<byte[], byte[]> producer;

    /** Opens the connection. The caller closes the result. */
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

    /**
     * Writes records. Returns once the brokers have them.
     *
     * @param records at least one record; all are of the same topic
     * @return where they lie, in their order
     * @throws Failure if one is not written; the message says why
     */
    public List<RecordMetadata> write(List<ProducerRecord<byte[], byte[]>> records) {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            throw new Failure("the service has not started yet");
        }
        String topic = records.get(0).topic();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<byte[], byte[]> record : records) {
                if (System.nanoTime() > deadline) { // a send waits itself while no broker answers
                    throw new TimeoutException();
                }
                sent.add(open.send(record));
            }
            List<RecordMetadata> written = new ArrayList<>();
            for (Future<RecordMetadata> each : sent) {
                written.add(each.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
            }
            return written;
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
