package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.embedded.TestKafka;
import io.penumbra.metrics.Page;
import io.penumbra.service.PenumbraProcess;
import io.penumbra.service.Recount;
import io.penumbra.wire.v1.Lineup;
import io.penumbra.wire.v1.ModelVersion;
import io.penumbra.wire.v1.Score;
import io.penumbra.wire.v1.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Labels that come later, in the packaged service: exactly once, whoever dies. */
class LabelIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int MEMBERS = 3;
    private static final int IMAGES = 4000;

    private static TestKafka kafka;

    @TempDir
    private Path folder;

    private final List<PenumbraProcess> processes = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(11);
    private final List<SentLabel> labels = new ArrayList<>();
    private int malformed;

    @BeforeAll
    static void start() {
        kafka = new TestKafka();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @AfterEach
    void closeAll() {
        processes.forEach(PenumbraProcess::close);
    }

    private static String name(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName();
    }

    private Map<String, String> properties(TestInfo test) {
        String name = name(test);
        var properties = new HashMap<String, String>();
        properties.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        properties.put("kafka.session.timeout.ms", "6000");
        properties.put("kafka.heartbeat.interval.ms", "1000");
        properties.put("penumbra.scoring.enabled", "false");
        properties.put("penumbra.scores.accept", "any");
        properties.put("penumbra.subgroups", "sex,age");
        properties.put("penumbra.group", name);
        properties.put("penumbra.instance", "only");
        properties.put("penumbra.tally.state-dir", folder.resolve("state").toString());
        for (String topic : List.of(
                "scores",
                "tallies",
                "exemplars",
                "references",
                "flips",
                "claims",
                "forgotten",
                "verdicts",
                "scores-dead-letters",
                "labels",
                "labels-dead-letters")) {
            properties.put("penumbra.topics." + topic, name + "." + topic);
        }
        return properties;
    }

    private PenumbraProcess serve(Map<String, String> properties) {
        PenumbraProcess process = PenumbraProcess.start(properties, "serve");
        processes.add(process);
        return process;
    }

    private static PenumbraProcess ready(PenumbraProcess process) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(process::isReady);
        return process;
    }

    private static ModelVersion version(String name) {
        return ModelVersion.newBuilder()
                .setName(name)
                .setDigest("digest-of-" + name)
                .setMembers(MEMBERS)
                .build();
    }

    private static final Lineup LINEUP = Lineup.newBuilder()
            .addAllClasses(List.of("not_blond", "blond"))
            .setPositive(1)
            .setBaseline(version("full"))
            .addCandidates(version("pruned-95"))
            .addCandidates(version("int8-static"))
            .build();

    /** Event times go back 30 hours, so that panes leave meanwhile; every fifth image has a label of its own. */
    private Score score(String id) {
        var score = Score.newBuilder()
                .setImageId(id)
                .setTimeMs(Instant.now().toEpochMilli()
                        - random.nextLong(Duration.ofHours(30).toMillis()))
                .setSource(Source.newBuilder().setTopic("elsewhere"))
                .putSubgroups("age", random.nextInt(3) == 0 ? "old" : "young")
                .setLineup(LINEUP);
        if (random.nextInt(5) == 0) {
            score.setLabel(random.nextBoolean() ? "blond" : "not_blond");
        }
        for (int model = 0; model <= LINEUP.getCandidatesCount(); model++) {
            int blond = random.nextInt(MEMBERS + 1);
            score.addVotes(MEMBERS - blond).addVotes(blond);
            score.addProbabilities((float) (MEMBERS - blond) / MEMBERS).addProbabilities((float) blond / MEMBERS);
        }
        return score.build();
    }

    /** So many scores, and as many labels of any image, sent before it, after it or never: corrected, repeated, withdrawn, malformed. */
    private void send(TestInfo test, int count) {
        for (int i = 0; i < count; i++) {
            Score score = score("image-" + random.nextInt(IMAGES));
            kafka.producer()
                    .send(new ProducerRecord<>(
                            name(test) + ".scores", score.getImageIdBytes().toByteArray(), score.toByteArray()));
            String id = "image-" + random.nextInt(IMAGES);
            SentLabel label = random.nextInt(20) == 0
                    ? SentLabel.withdrawing(id)
                    : new SentLabel(
                            id,
                            random.nextBoolean() ? "blond" : "not_blond",
                            random.nextBoolean()
                                    ? Map.of("sex", random.nextInt(3) == 0 ? "male" : "female")
                                    : Map.of());
            labels.add(label);
            kafka.producer().send(label.record(name(test) + ".labels"));
            if (i % 50 == 0) {
                malformed++;
                kafka.producer()
                        .send(new ProducerRecord<>(
                                name(test) + ".labels",
                                id.getBytes(StandardCharsets.UTF_8),
                                "{\"label\": \"blond\", \"subgroups\": \"male\"}".getBytes(StandardCharsets.UTF_8)));
            }
        }
        kafka.producer().flush();
    }

    private static double value(Page page, String name, String... labels) {
        return page.value(name, labels.length == 0 ? Map.of() : Map.of(labels[0], labels[1]))
                .orElse(0);
    }

    private static double scored(PenumbraProcess process) {
        return process.metrics()
                .value("penumbra_scored_images", Map.of("subgroup", "all", "window", "version"))
                .orElse(0);
    }

    private void assertPageIsThatOfARecount(TestInfo test, PenumbraProcess process) {
        List<Score> scores = kafka.committed(name(test) + ".scores").stream()
                .map(record -> {
                    try {
                        return Score.parseFrom(record.value());
                    } catch (InvalidProtocolBufferException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        var recount = new Recount(SentLabel.applied(scores, labels));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).untilAsserted(() -> {
            for (String topic : List.of("scores", "labels")) {
                assertThat(kafka.lag(name(test) + "-tally", name(test) + "." + topic))
                        .as(topic)
                        .isZero();
            }
            recount.assertShownBy(process.metrics());
        });
        assertThat(kafka.committed(name(test) + ".labels-dead-letters")).hasSize(malformed);
    }

    @Test
    void pageIsExactBeforeAndAfterAKillInTheMiddle(TestInfo test) {
        PenumbraProcess first = ready(serve(properties(test)));
        send(test, 1500);
        assertPageIsThatOfARecount(test, first);
        Page page = first.metrics();
        assertThat(value(page, "penumbra_labels_total", "outcome", "joined")).isPositive();
        assertThat(value(page, "penumbra_labels_total", "outcome", "malformed")).isEqualTo(malformed);
        assertThat(value(page, "penumbra_duplicate_images_total")).isPositive();
        assertThat(value(page, "penumbra_waiting_labels")).isPositive();

        double before = scored(first);
        send(test, 4500);
        await().atMost(PATIENCE).until(() -> scored(first) > before);
        first.kill();
        send(test, 500);
        PenumbraProcess second = first.again(properties(test), "serve");
        processes.add(second);
        ready(second);
        assertPageIsThatOfARecount(test, second);
    }

    @Test
    void scoresAndLabelsNeedEquallyManyPartitions(TestInfo test) {
        kafka.create(name(test) + ".scores", 3, Map.of());
        kafka.create(name(test) + ".labels", 2, Map.of());
        PenumbraProcess process = serve(properties(test));
        await().atMost(PATIENCE)
                .until(() -> process.readiness()
                        .contains("topic " + name(test) + ".labels has 2 partitions and topic " + name(test)
                                + ".scores has 3"));
        process.kill();

        Map<String, String> withoutWait = properties(test);
        withoutWait.put("penumbra.labels.wait", "0s");
        ready(serve(withoutWait));
    }

    @Test
    void scoresGetAsManyPartitionsAsLabelsHave(TestInfo test) {
        kafka.create(name(test) + ".labels", 5, Map.of());
        ready(serve(properties(test)));
    }

    @Test
    void labelsGetAsManyPartitionsAsScoresHave(TestInfo test) {
        kafka.create(name(test) + ".scores", 3, Map.of());
        Map<String, String> properties = properties(test);
        properties.put("penumbra.labels.wait", "5s");
        PenumbraProcess process = ready(serve(properties));
        kafka.send(List.of(SentLabel.of("never", "blond").record(name(test) + ".labels")));
        await().atMost(PATIENCE)
                .until(() -> value(process.metrics(), "penumbra_labels_total", "outcome", "expired") == 1);
        assertThat(value(process.metrics(), "penumbra_waiting_labels")).isZero();
    }
}
