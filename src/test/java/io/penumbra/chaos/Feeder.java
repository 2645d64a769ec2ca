package io.penumbra.chaos;

import io.penumbra.dataset.Sample;
import io.penumbra.image.ImageEvent;
import io.penumbra.image.ImageRecords;
import io.penumbra.tally.SentLabel;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends images and labels at a steady pace, whatever happens to the broker. A third of the images has no label and gets one later; some labels
 * are corrected, some taken back; some images come twice.
 */
final class Feeder implements AutoCloseable {
    private static final URI SOURCE = URI.create("/chaos");
    private static final int BATCH = 4;

    private final List<Sample> samples;
    private final String images;
    private final String labels;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Random random = new Random(11);
    private final List<SentLabel> sentLabels = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();
    private Thread thread = new Thread(this::feed, "feeder");
    private int sent;
    private volatile boolean enough;

    Feeder(String bootstrapServers, List<Sample> samples, String images, String labels) {
        this.samples = samples;
        this.images = images;
        this.labels = labels;
        // it never gives a record up, and its records are in order and come once
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "delivery.timeout.ms",
                        Integer.MAX_VALUE,
                        "max.block.ms",
                        300_000L),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends until {@link #stop}. */
    void start() {
        enough = false;
        thread = new Thread(this::feed, "feeder");
        thread.start();
    }

    private void feed() {
        try {
            while (!enough) {
                for (int i = 0; i < BATCH; i++) {
                    image(sent++);
                }
                label();
                producer.flush();
                Thread.sleep(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void image(int number) {
        Sample sample = samples.get(number % samples.size());
        String id = "image-" + number;
        boolean known = random.nextInt(3) > 0;
        var record = ImageRecords.write(
                images,
                SOURCE,
                ImageEvent.of(
                        id,
                        Instant.now(),
                        known ? Optional.of(sample.label()) : Optional.empty(),
                        sample.subgroups(),
                        "image/jpeg",
                        sample.read()));
        producer.send(record);
        if (random.nextInt(50) == 0) {
            producer.send(record);
        }
        if (!known) {
            waiting.add(id);
        }
    }

    /** Labels come in the order in which they are sent, since each one is waited for. */
    private void label() throws ExecutionException, InterruptedException {
        if (waiting.isEmpty()) {
            return;
        }
        String id = waiting.remove(random.nextInt(waiting.size()));
        send(SentLabel.of(id, random.nextBoolean() ? "blond" : "not_blond"));
        switch (random.nextInt(10)) {
            case 0 -> send(SentLabel.withdrawing(id));
            case 1 -> send(SentLabel.of(id, random.nextBoolean() ? "blond" : "not_blond"));
            default -> {}
        }
    }

    private void send(SentLabel label) throws ExecutionException, InterruptedException {
        producer.send(label.record(labels)).get();
        sentLabels.add(label);
    }

    /** Sends some garbage to a topic, which is not waited for. */
    void poison(ProducerRecord<byte[], byte[]> record) {
        producer.send(record);
    }

    /** Waits until the broker has everything that was sent, and sends no more. */
    void stop() throws InterruptedException {
        enough = true;
        thread.join();
        producer.flush();
    }

    /** Images with ids of their own. */
    int images() {
        return sent;
    }

    List<SentLabel> labels() {
        return sentLabels;
    }

    @Override
    public void close() {
        enough = true;
        producer.close(Duration.ofSeconds(1));
    }
}
