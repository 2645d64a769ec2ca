package io.penumbra.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.penumbra.embedded.TestKafka;
import io.penumbra.image.CloudEvents;
import io.penumbra.image.Decoder;
import io.penumbra.image.ImageRecords;
import io.penumbra.image.Specimens;
import io.penumbra.model.ColourModels;
import io.penumbra.model.Models;
import io.penumbra.model.Provider;
import io.penumbra.scoring.ClientListener;
import io.penumbra.scoring.Scorer;
import io.penumbra.scoring.ScoringListener;
import io.penumbra.scoring.ScoringLoop;
import io.penumbra.scoring.ScoringSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scoring opens new clients after each failure. Nothing may stay of the old ones. */
class KafkaMetersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int SESSIONS = 4;

    @TempDir
    private Path folder;

    @Test
    void sessionsThatDieLeaveNoThreadsAndNoGauges() {
        var registry = new SimpleMeterRegistry();
        KafkaMeters.keep(registry, Set.of("images"));
        ClientListener meters = new KafkaMeters(registry).ofScoring();
        var clients = new CopyOnWriteArrayList<Integer>();
        var threads = new CopyOnWriteArrayList<Long>();
        var ended = new AtomicInteger();
        try (var kafka = new TestKafka();
                var models =
                        Models.open(ColourModels.layOut(folder, "logits", List.of("fair"), Map.of()), 1, Provider.CPU);
                var scorer = new Scorer(models, new Decoder(models.input()), 8, new ScoringListener() {
                    @Override
                    public void inferred(String model, long nanos) {
                        throw new IllegalStateException("a failure that the test makes");
                    }
                })) {
            for (String topic : List.of("images", "scores", "images.dlq")) {
                kafka.create(topic, 1, Map.of());
            }
            kafka.send(List.of(image()));
            var settings = new ScoringSettings(
                    kafka.connection(), "images", new CloudEvents(), "scores", "images.dlq", "meters", "meters-one", 8);
            try (var loop = new ScoringLoop(
                    settings,
                    scorer,
                    ScoringListener.SILENT,
                    (consumer, producer) -> {
                        ClientListener.Watch watch = meters.opened(consumer, producer);
                        clients.add(clients(registry).size());
                        threads.add(threads());
                        return () -> {
                            watch.close();
                            ended.incrementAndGet();
                        };
                    },
                    id -> false)) {
                loop.start();
                await().atMost(PATIENCE).until(() -> threads.size() == SESSIONS);
            }
            assertThat(clients).hasSize(ended.get()).containsOnly(1);
            assertThat(threads).containsOnly(1L);
            assertThat(registry.getMeters()).isEmpty();
            await().atMost(PATIENCE).until(() -> threads() == 0);
        }
    }

    /** The ids of the clients that have meters. */
    private static List<String> clients(SimpleMeterRegistry registry) {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(id -> String.valueOf(id.getTag("client.id")))
                .distinct()
                .toList();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(KafkaMeters.THREAD))
                .count();
    }

    private static ProducerRecord<byte[], byte[]> image() {
        var image = new ProducerRecord<>("images", "one".getBytes(StandardCharsets.UTF_8), Specimens.png(0xF02020));
        Map.of("ce_specversion", "1.0", "ce_id", "one", "ce_source", "/test", "ce_type", ImageRecords.TYPE)
                .forEach((name, value) -> image.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return image;
    }
}
