package io.penumbra.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import io.penumbra.embedded.TestKafka;
import io.penumbra.lag.Lags;
import io.penumbra.lag.ViewLag;
import io.penumbra.tally.Scores;
import io.penumbra.tally.Tally;
import io.penumbra.tally.TallyListener;
import io.penumbra.tally.TallySettings;
import io.penumbra.tally.TallyStreams;
import io.penumbra.wire.v1.Score;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps a reader from its topic is seen, and a topic that was made anew is read from its beginning. */
class LogWatchIT {
    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Map<String, String> COMPACT = Map.of("cleanup.policy", "compact");
    private static final List<String> TOPICS =
            List.of("scores", "labels", "tallies", "exemplars", "references", "flips", "claims", "forgotten");
    /** Where labels are waited for, a score that is read twice counts once. */
    private static final TallySettings.Labels LABELS =
            new TallySettings.Labels("labels", "labels.dlq", Duration.ofDays(7));

    private final TestKafka kafka = new TestKafka();
    private final Admin admin = Admin.create(kafka.connection());
    private final Random random = new Random(9);
    private final List<String> gaveUp = new ArrayList<>();
    private final ViewLag view = new ViewLag();
    private TallyStreams tally;
    private LogWatch watch;
    private int sent;
    /** Moves on by hand, so that no test waits for a minute. */
    private long nowMs = 1_800_000_000_000L;

    @BeforeEach
    void start(@TempDir Path state) {
        kafka.create("scores", PARTITIONS, Map.of());
        kafka.create("tallies", PARTITIONS, COMPACT);
        kafka.create("exemplars", PARTITIONS, COMPACT);
        kafka.create("references", 1, COMPACT);
        kafka.create("flips", PARTITIONS, COMPACT);
        kafka.create("claims", 1, Map.of());
        kafka.create("forgotten", 1, Map.of());
        kafka.create("scores.dlq", 1, Map.of());
        kafka.create("labels", PARTITIONS, Map.of());
        kafka.create("labels.dlq", 1, Map.of());
        tally = new TallyStreams(TallyListener.SILENT, System::currentTimeMillis);
        var properties = Tally.properties(kafka.connection(), "tally", "a", state.toString(), 1);
        properties.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6000);
        properties.put(StreamsConfig.consumerPrefix("metadata.max.age.ms"), 2000);
        tally.open(Scores.settings(5, Optional.of(LABELS)), properties, false, streams -> () -> {}, gaveUp::add);
        tally.start();
        watch = new LogWatch(
                admin, TOPICS, tally, view, Optional.empty(), Optional.empty(), missing -> {}, () -> nowMs);
    }

    @AfterEach
    void stop() {
        tally.close();
        admin.close();
        kafka.close();
    }

    private void produce(int scores) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = 0; i < scores; i++) {
            String id = "image " + sent++;
            Score score = Scores.random(random, Scores.lineup(), System.currentTimeMillis()).toBuilder()
                    .setImageId(id)
                    .build();
            records.add(new ProducerRecord<>("scores", id.getBytes(UTF_8), score.toByteArray()));
        }
        kafka.send(records);
    }

    private void look(long afterMs) {
        nowMs += afterMs;
        try {
            watch.look();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void awaitAllCounted() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            look(1000);
            assertThat(tally.snapshot().map(now -> Scores.scored(now, Window.VERSION, Subgroup.ALL)))
                    .contains((long) sent);
            assertThat(watch.viewTrouble()).isEmpty();
            assertThat(watch.tasks().trouble()).isEmpty();
            assertThat(view.last().records().values()).containsOnly(0.0);
        });
        assertThat(gaveUp).isEmpty();
    }

    private void makeAnew(String topic, int partitions, Map<String, String> config) throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(topic));
        kafka.create(topic, partitions, config);
    }

    @Test
    void whoHasReadAllIsCurrentAndMarkersOfTransactionsDoNotWait() {
        produce(200);
        awaitAllCounted();
        look(600_000);
        look(600_000);
        assertThat(watch.viewTrouble()).isEmpty();
        assertThat(watch.tasks().trouble()).isEmpty();
        assertThat(watch.tasks().records()).isEqualTo(Map.of("labels", 0.0, "scores", 0.0));
        assertThat(view.last().asOf().orElseThrow().toEpochMilli()).isEqualTo(nowMs);
    }

    @Test
    void aTransactionThatStaysOpenIsSeen() {
        produce(200);
        awaitAllCounted();
        long asOf = nowMs;
        try (var hanging = kafka.producer(Map.of("transactional.id", "hanging"))) {
            hanging.initTransactions();
            hanging.beginTransaction();
            for (String topic : List.of("tallies", "scores")) {
                hanging.send(new ProducerRecord<>(topic, 0, new byte[] {1}, new byte[] {2}));
            }
            hanging.flush();
            await().atMost(PATIENCE).untilAsserted(() -> {
                look(10_000);
                assertThat(watch.viewTrouble().orElse("")).contains("tallies-0 has ", "is a transaction left open?");
                assertThat(watch.tasks().trouble().orElse("")).contains("scores-0 has ", "transaction");
            });
            assertThat(view.last().asOf().orElseThrow().toEpochMilli()).isLessThanOrEqualTo(asOf + 10_000);
            assertThat(watch.age()).isGreaterThan(Lags.PATIENCE);
            hanging.abortTransaction();
        }
        awaitAllCounted();
    }

    @Test
    void talliesThatAreMadeAnewAreWrittenAndReadAgain() throws Exception {
        produce(500);
        awaitAllCounted();
        makeAnew("tallies", PARTITIONS, COMPACT);
        awaitAllCounted();
        produce(100);
        awaitAllCounted();
    }

    @Test
    void scoresThatAreMadeAnewAreReadFromTheirBeginning() throws Exception {
        produce(500);
        awaitAllCounted();
        makeAnew("scores", PARTITIONS, Map.of());
        produce(100);
        awaitAllCounted();
        makeAnew("scores", PARTITIONS, Map.of());
        produce(1500); // more than the offsets that were read before
        awaitAllCounted();
    }

    @Test
    void aTopicThatIsMissingIsNamed() throws Exception {
        produce(50);
        awaitAllCounted();
        admin.deleteTopics(List.of("references")).all().get();
        await().atMost(PATIENCE).untilAsserted(() -> {
            look(1000);
            assertThat(watch.viewTrouble()).contains("topics are missing: references");
        });
        kafka.create("references", 1, COMPACT);
        awaitAllCounted();
    }
}
