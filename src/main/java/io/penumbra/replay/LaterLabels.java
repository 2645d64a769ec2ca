package io.penumbra.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.penumbra.dataset.Sample;
import io.penumbra.process.Background;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Removes the labels of images that are about to be sent, and sends each label later. */
final class LaterLabels implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Duration after;
    private final ScheduledExecutorService waiting =
            Executors.newSingleThreadScheduledExecutor(Background.daemons("labels"));

    LaterLabels(Producer<byte[], byte[]> producer, String topic, Duration after) {
        this.producer = producer;
        this.topic = topic;
        this.after = after;
    }

    /** Returns the image without its label and schedules the label. */
    Sample unlabelled(Sample sample) {
        byte[] key = sample.id().getBytes(StandardCharsets.UTF_8);
        byte[] value = JsonNodeFactory.instance
                .objectNode()
                .put("label", sample.label())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        var label = new ProducerRecord<>(topic, key, value);
        var unused = waiting.schedule(() -> producer.send(label), after.toMillis(), TimeUnit.MILLISECONDS);
        return sample.unlabelled();
    }

    /** Waits until the last label is sent. An interrupt ends the wait and stays set. */
    @Override
    public void close() {
        waiting.shutdown();
        try {
            while (!waiting.awaitTermination(1, TimeUnit.MINUTES)) {
                // the last label follows its image by a fixed time, so the wait ends
            }
        } catch (InterruptedException e) {
            waiting.shutdownNow();
            Thread.currentThread().interrupt();
        }
        producer.flush();
    }
}
