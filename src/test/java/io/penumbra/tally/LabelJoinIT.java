package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import io.penumbra.embedded.TestKafka;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.v1.Score;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker, labels are joined exactly once, whoever dies and wherever their task moves. */
class LabelJoinIT {
    private static final int RECORDS = 6000;
    private static final int IMAGES = 4000;
    private static final int PARTITIONS = 3;
    private static final long END = 1_700_000_040_000L;
    private static final int SPAN = 40 * 3_600_000;

    private final Path state;
    private final Random random = new Random(5);
    private final Map<KafkaStreams, CellView> views = new HashMap<>();
    private final List<Score> sent = new ArrayList<>();
    private final List<SentLabel> said = new ArrayList<>();
    private final AtomicLong waiting = new AtomicLong();
    private final TestKafka kafka = new TestKafka();

    LabelJoinIT(@TempDir Path state) {
        this.state = state;
    }

    @BeforeEach
    void makeTopics() {
        for (String topic : List.of("scores", "labels")) {
            kafka.create(topic, PARTITIONS, Map.of());
        }
        for (String topic : List.of(
                "tallies", "exemplars", "references", "flips", "claims", "forgotten", "scores.dlq", "labels.dlq")) {
            kafka.create(topic, 1, Map.of());
        }
    }

    @AfterEach
    void stop() {
        views.keySet().forEach(streams -> streams.close(Duration.ofSeconds(10)));
        kafka.close();
        assertThat(waiting).as("labels that wait in tasks which are closed").hasValue(0);
    }

    /** Scores of 40 hours, so that panes leave, and between them labels of any image, every twentieth of no class. */
    private void produce(int records) {
        for (int i = 0; i < records; i++) {
            Score score = Scores.random(random, Scores.lineup(), END - random.nextInt(SPAN)).toBuilder()
                    .setImageId("image " + random.nextInt(IMAGES))
                    .build();
            sent.add(score);
            kafka.producer()
                    .send(new ProducerRecord<>("scores", score.getImageIdBytes().toByteArray(), score.toByteArray()));
            var label = new SentLabel(
                    "image " + random.nextInt(IMAGES),
                    random.nextInt(20) == 0 ? "red" : random.nextBoolean() ? "blond" : "not_blond",
                    random.nextBoolean() ? Map.of("sex", "male") : Map.of());
            said.add(label);
            kafka.producer().send(label.record("labels"));
        }
        kafka.producer().flush();
    }

    private KafkaStreams run(String instance, TallyListener listener) {
        var settings =
                Scores.settings(5, Optional.of(new TallySettings.Labels("labels", "labels.dlq", Duration.ofDays(7))));
        var properties = Tally.properties(
                kafka.connection(), "tally", instance, state.resolve(instance).toString(), 1);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        properties.put(StreamsConfig.consumerPrefix("max.poll.records"), 100);
        properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6000);
        var view = new CellView();
        var streams = new KafkaStreams(
                Tally.topology(settings, listener, new LeftOut(listener::unreadable, System::nanoTime), view),
                properties);
        views.put(streams, view);
        streams.setUncaughtExceptionHandler(e -> StreamThreadExceptionResponse.REPLACE_THREAD);
        streams.start();
        return streams;
    }

    /** Counts the labels that wait, and stops its thread in the middle of a transaction after so many duplicates. */
    private TallyListener dyingAfter(int duplicates) {
        var left = new AtomicInteger(duplicates);
        return new TallyListener() {
            @Override
            public void duplicate() {
                if (left.decrementAndGet() == 0) {
                    throw new IllegalStateException("the power is cut");
                }
            }

            @Override
            public void waitingLabels(long more) {
                waiting.addAndGet(more);
            }
        };
    }

    private long scored(KafkaStreams streams) {
        return views.get(streams)
                .snapshot()
                .map(snapshot -> Scores.scored(snapshot, Window.VERSION, Subgroup.ALL))
                .orElse(0L);
    }

    private void assertCounted(KafkaStreams streams) {
        List<Score> applied = SentLabel.applied(sent, said);
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(Recount.of(
                                views.get(streams).snapshot().orElseThrow().window(Window.VERSION)))
                        .isEqualTo(Recount.of(applied)));
        var ids = sent.stream().map(Score::getImageId).toList();
        long refused = said.stream()
                .filter(label -> "red".equals(label.label()) && ids.contains(label.id()))
                .count();
        assertThat(kafka.committed("labels.dlq").stream()
                        .map(letter -> new String(letter.value(), StandardCharsets.UTF_8)))
                .hasSize((int) refused)
                .allMatch(value -> value.contains("red"));
    }

    @Test
    void aThreadThatDiesInATransactionAndIsReplacedJoinsExactly() {
        produce(RECORDS);
        assertCounted(run("only", dyingAfter(700)));
    }

    @Test
    void theChangelogForgetsWhatWaitedTooLong() throws Exception {
        run("only", dyingAfter(0));
        produce(10);
        var changelog = new ConfigResource(ConfigResource.Type.TOPIC, "tally-images-28-changelog");
        try (var admin = Admin.create(kafka.connection())) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> admin.listTopics().names().get().contains(changelog.name()));
            Config config =
                    admin.describeConfigs(List.of(changelog)).all().get().get(changelog);
            assertThat(config.get("cleanup.policy").value().split(",")).containsExactlyInAnyOrder("compact", "delete");
            assertThat(Duration.ofMillis(
                            Long.parseLong(config.get("retention.ms").value())))
                    .isBetween(Duration.ofDays(16), Duration.ofDays(17));
        }
    }

    @Test
    void tasksThatMoveTakeWhatWaitsWithThem() {
        KafkaStreams first = run("first", dyingAfter(0));
        produce(RECORDS / 2);
        await().atMost(Duration.ofSeconds(60)).until(() -> scored(first) > 500);
        KafkaStreams second = run("second", dyingAfter(0));
        produce(RECORDS / 2);
        await().atMost(Duration.ofSeconds(60)).until(() -> scored(second) > IMAGES / 2);
        first.close(Duration.ofSeconds(10));

        assertCounted(second);
        assertThat(waiting).hasPositiveValue();
    }
}
