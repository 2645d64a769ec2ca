package io.penumbra.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.avatar.Avatars;
import io.penumbra.containers.Containers;
import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.Sample;
import io.penumbra.dataset.Split;
import io.penumbra.embedded.TestKafka;
import io.penumbra.image.ImageEvent;
import io.penumbra.image.ImageRecords;
import io.penumbra.image.Poison;
import io.penumbra.model.ColourModels;
import io.penumbra.replay.Replayer;
import io.penumbra.wire.v1.Score;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service against a broker: whatever happens to it, its page of metrics holds exactly what a recount of the scores gives. */
public class ServiceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int AVATARS = 240;
    private static final URI SOURCE = URI.create("/test");

    @TempDir
    private static Path shared;

    private static TestKafka kafka;
    private static CelebA celebA;
    private static Path models;

    @TempDir
    private Path folder;

    private final List<PenumbraProcess> processes = new ArrayList<>();

    /** What was sent: samples and unlabelled images by id; and the poison between them. */
    private final Map<String, Sample> sent = new HashMap<>();

    private int unlabelled;
    private int poisoned;

    @BeforeAll
    static void start(TestInfo test) throws IOException {
        kafka = Containers.isNeededBy(test.getTestClass().orElseThrow()) ? Containers.kafka() : new TestKafka();
        Avatars.write(shared.resolve("avatars"), 77, 1, AVATARS, Split.TEST_ONLY, written -> {});
        celebA = CelebA.open(shared.resolve("avatars"));
        models = ColourModels.layOutForAvatars(Files.createDirectory(shared.resolve("models")));
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @AfterEach
    void closeAll() {
        processes.forEach(PenumbraProcess::close);
    }

    /** Topics and groups of this test alone. */
    private Map<String, String> properties(TestInfo test, String instance) {
        String name = name(test);
        var properties = new HashMap<String, String>();
        properties.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        // so that a killed instance is not waited for longer than needed
        properties.put("kafka.session.timeout.ms", "6000");
        properties.put("kafka.heartbeat.interval.ms", "1000");
        properties.put("penumbra.models", models.toString());
        properties.put("penumbra.group", name);
        properties.put("penumbra.instance", instance);
        properties.put("penumbra.tally.state-dir", folder.resolve(instance).toString());
        properties.put("penumbra.scoring.batch", "16");
        properties.put("penumbra.scoring.threads", "1");
        properties.put("penumbra.scoring.max-bytes", Integer.toString(Poison.MOST_BYTES));
        Map.of(
                        "images",
                        "images",
                        "scores",
                        "scores",
                        "tallies",
                        "tallies",
                        "exemplars",
                        "exemplars",
                        "references",
                        "references",
                        "images-dead-letters",
                        "dlq",
                        "scores-dead-letters",
                        "scores.dlq",
                        "labels",
                        "labels",
                        "labels-dead-letters",
                        "labels.dlq")
                .forEach((key, topic) -> properties.put("penumbra.topics." + key, name + "." + topic));
        properties.put("penumbra.topics.verdicts", name + ".verdicts");
        return properties;
    }

    private static String name(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName();
    }

    private PenumbraProcess started(PenumbraProcess process) {
        processes.add(process);
        return process;
    }

    private PenumbraProcess serve(Map<String, String> properties) {
        return started(PenumbraProcess.start(properties, "serve"));
    }

    private static void awaitReady(PenumbraProcess process) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(process::isReady);
    }

    /** Sends the avatars from one number to another, with a poison record after every ninth and an unlabelled image after every twentieth. */
    private void send(TestInfo test, int from, int to) {
        String topic = name(test) + ".images";
        List<Sample> samples = celebA.samples().skip(from).limit(to - from).toList();
        var replayer = new Replayer(kafka.producer(), topic, SOURCE, 0, n -> Instant.now());
        long replayed = replayer.replay(samples.stream(), count -> {
            Sample sample = samples.get((int) count - 1);
            sent.put(sample.id(), sample);
            if (count % 9 == 0) {
                Poison kind = Poison.values()[poisoned % Poison.values().length];
                kafka.producer().send(kind.record(topic, "poison-" + poisoned++));
            }
            if (count % 20 == 0) {
                kafka.producer()
                        .send(ImageRecords.write(topic, SOURCE, withoutLabel(sample, "unlabelled-" + unlabelled++)));
            }
        });
        assertThat(replayed).isEqualTo(to - from);
    }

    private static ImageEvent withoutLabel(Sample sample, String id) {
        return ImageEvent.of(
                id,
                Instant.now(),
                Optional.empty(),
                Map.of("sex", sample.subgroups().get("sex"), "shoes", "red"),
                "image/jpeg",
                sample.read());
    }

    private static double scored(PenumbraProcess process) {
        return process.metrics()
                .value("penumbra_scored_images", Map.of("subgroup", "all", "window", "version"))
                .orElse(-1);
    }

    private static double outcomes(PenumbraProcess process, String outcome) {
        return process.metrics()
                .value("penumbra_images_total", Map.of("outcome", outcome))
                .orElseThrow();
    }

    private static boolean exports(PenumbraProcess process) {
        return scored(process) >= 0;
    }

    /** Waits until the page shows as many images as were sent, and compares it with a recount of the scores. */
    private void assertPageIsExact(TestInfo test, PenumbraProcess process) {
        int images = sent.size() + unlabelled;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> scored(process) >= images);
        await().atMost(PATIENCE).until(() -> kafka.lag(name(test) + "-scoring", name(test) + ".images") == 0);
        List<Score> scores = kafka.committed(name(test) + ".scores").stream()
                .map(ServiceIT::score)
                .toList();
        assertThat(scores).as("scores").hasSize(images);
        assertThat(kafka.committed(name(test) + ".dlq")).as("dead letters").hasSize(poisoned);
        for (Score score : scores) {
            Sample sample = sent.get(score.getImageId());
            assertThat(score.getLabel()).as(score.getImageId()).isEqualTo(sample == null ? "" : sample.label());
            if (sample != null) {
                assertThat(score.getSubgroupsMap()).isEqualTo(sample.subgroups());
            }
        }
        assertThat(scores.stream().map(Score::getImageId).distinct()).hasSize(images);
        new Recount(scores).assertShownBy(process.metrics());
    }

    public static Score score(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Score.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void pageIsExactAfterAKillInTheMiddleAndAfterAStop(TestInfo test) {
        Map<String, String> properties = properties(test, "only");
        PenumbraProcess first = serve(properties);
        awaitReady(first);
        send(test, 0, 60);
        assertPageIsExact(test, first);
        await().untilAsserted(() -> assertThat(outcomes(first, "scored")).isEqualTo(63));
        await().untilAsserted(() -> assertThat(outcomes(first, "dead_letter")).isEqualTo(poisoned));
        send(test, 60, 150);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> kafka.committed(name(test) + ".scores").size() > 63);
        first.kill();

        PenumbraProcess second = started(first.again(properties, "serve"));
        send(test, 150, 200);
        assertPageIsExact(test, second);
        assertThat(second.metrics().value("penumbra_restored_records_total", Map.of("store", "view")))
                .as("records of the view that the second read of the first's")
                .matches(records -> records.orElse(0) > 0);
        assertThat(second.stop()).isIn(0, 143);
        assertThat(second.out() + second.err()).doesNotContain("Exception");
        assertStopsWhileItReadsTheView(properties);

        PenumbraProcess third = started(second.again(properties, "serve"));
        send(test, 200, AVATARS);
        assertPageIsExact(test, third);
    }

    /** With standbys, and longer patience with one that restarts: it takes its tasks up again, and another those of one that is gone. */
    @Test
    void ofTwoInstancesOneExportsAndTheOtherTakesOver(TestInfo test) {
        Map<String, Map<String, String>> all = Map.of("one", properties(test, "one"), "two", properties(test, "two"));
        all.values().forEach(properties -> {
            properties.put("kafka.num.standby.replicas", "1");
            properties.put("kafka.main.consumer.session.timeout.ms", "30000");
        });
        PenumbraProcess one = serve(all.get("one"));
        PenumbraProcess two = serve(all.get("two"));
        awaitReady(one);
        awaitReady(two);
        send(test, 0, 120);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> exports(one) != exports(two));
        PenumbraProcess exporter = exports(one) ? one : two;
        PenumbraProcess other = exports(one) ? two : one;
        assertPageIsExact(test, exporter);
        assertThat(other.metrics().series("penumbra_scored_images")).isEmpty();
        assertThat(other.metrics().series("penumbra_images_total")).hasSize(3);
        await().untilAsserted(() ->
                assertThat(outcomes(one, "scored") + outcomes(two, "scored")).isEqualTo(sent.size() + unlabelled));

        double rebalances = rebalances(other);
        double restored = restoredImages(other);
        assertThat(exporter.stop()).isIn(0, 143);
        PenumbraProcess again = started(exporter.again(all.get(exporter == one ? "one" : "two"), "serve"));
        awaitReady(again);
        await().atMost(PATIENCE).until(() -> exports(again));
        assertThat(rebalances(other)).as("what it has is not shared anew").isEqualTo(rebalances);

        again.kill();
        send(test, 120, AVATARS);
        assertPageIsExact(test, other);
        awaitReady(other);
        assertThat(restoredImages(other)).as("the standby has them").isEqualTo(restored);
    }

    private static double rebalances(PenumbraProcess process) {
        return process.metrics().sum("kafka_consumer_coordinator_rebalance_total", "part=tally");
    }

    private static double restoredImages(PenumbraProcess process) {
        return process.metrics().sum("penumbra_restored_records_total", "store=images-");
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertNoAnswer(PenumbraProcess process, String path, int status, String... words) {
        var answer = process.fetch("/api/v1/exemplars" + path);
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        assertThat(json(answer).path("error").asText()).as(path).contains(words);
    }

    /** The picture is drawn anew, so its bytes are others. */
    private static void assertShows(byte[] shown, byte[] sent) {
        try {
            var drawn = ImageIO.read(new ByteArrayInputStream(shown));
            var same = ImageIO.read(new ByteArrayInputStream(sent));
            assertThat(drawn.getWidth()).isEqualTo(same.getWidth());
            assertThat(drawn.getHeight()).isEqualTo(same.getHeight());
            int x = same.getWidth() / 2;
            int y = same.getHeight() / 2;
            for (int shift = 0; shift < 24; shift += 8) {
                assertThat(drawn.getRGB(x, y) >> shift & 0xFF).isCloseTo(same.getRGB(x, y) >> shift & 0xFF, within(40));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void exemplarsAreShownWithTheirImagesUntilRetentionTakesThem(TestInfo test) {
        PenumbraProcess process = serve(properties(test, "only"));
        awaitReady(process);
        send(test, 0, 100);
        assertPageIsExact(test, process);
        String images = name(test) + ".images";
        String candidate = json(process.fetch("/api/v1/models"))
                .path("data")
                .path("candidates")
                .path(0)
                .path("name")
                .asText();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                json(process.fetch("/api/v1/exemplars?limit=7&window=24h&candidate=" + candidate))
                                        .path("data")
                                        .path("exemplars"))
                        .hasSize(7));
        JsonNode data =
                json(process.fetch("/api/v1/exemplars?candidate=" + candidate)).path("data");
        assertThat(data.path("candidate").asText()).isEqualTo(candidate);
        assertThat(data.path("exemplars")).hasSize(30);
        double last = 2;
        for (JsonNode exemplar : data.path("exemplars")) {
            assertThat(exemplar.path("taxicab").asDouble()).isBetween(0.0, last);
            last = exemplar.path("taxicab").asDouble();
            JsonNode source = exemplar.path("source");
            byte[] value = kafka.committed(images).stream()
                    .filter(record ->
                            record.partition() == source.path("partition").asInt()
                                    && record.offset() == source.path("offset").asLong())
                    .findAny()
                    .orElseThrow()
                    .value();
            var answer = process.fetch(exemplar.path("image").asText());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertShows(answer.body(), value);
            assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
            assertThat(answer.headers().firstValue("content-type")).contains("image/jpeg");
            assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
        }

        JsonNode first = data.path("exemplars").path(0);
        var whole = process.fetch(first.path("image").asText() + "?original=true");
        assertThat(whole.headers().firstValue("content-type")).contains("image/png");
        assertThat(process.out().lines())
                .anyMatch(line -> line.contains("\"who\":\"everybody\"")
                        && line.contains("\"action\":\"look\"")
                        && line.contains("\"image\":\"" + images + "/"
                                + first.path("source").path("partition").asText() + "/"
                                + first.path("source").path("offset").asText() + "\",\"size\":\"original\""));

        JsonNode farthest = json(process.fetch("/api/v1/exemplars?percentile=99.5&candidate=" + candidate))
                .path("data");
        assertThat(farthest.path("cut").path("images").asInt()).isPositive();
        assertThat(farthest.path("exemplars"))
                .hasSize(Math.min(30, farthest.path("cut").path("images").asInt()));
        assertThat(farthest.path("exemplars").path(0))
                .isEqualTo(data.path("exemplars").path(0));

        JsonNode source = data.path("exemplars").path(0).path("source");
        int partition = source.path("partition").asInt();
        long offset = source.path("offset").asLong();
        kafka.deleteBefore(images, partition, offset + 1);
        assertNoAnswer(process, "/" + images + "/" + partition + "/" + offset + "/image", 410, "retention has deleted");
        assertNoAnswer(process, "/" + images + "/" + partition + "/1000000/image", 404, "no exemplar");
        assertNoAnswer(process, "/" + images + "/99/0/image", 404, "no exemplar");
        assertNoAnswer(process, "/" + name(test) + ".scores/0/0/image", 404, ".scores");
        assertNoAnswer(process, "", 400, "candidate is missing", candidate);
        assertNoAnswer(process, "?candidate=gone", 404, "'gone'", candidate);
        assertNoAnswer(process, "?candidate=" + candidate + "&window=2h", 400, "'2h'");
        assertNoAnswer(process, "?candidate=" + candidate + "&percentile=100", 400, "'100'");
        assertNoAnswer(process, "?candidate=" + candidate + "&limit=0", 400, "'0'");
        assertThat(process.stop()).isIn(0, 143);
        assertThat(process.out() + process.err()).doesNotContain("Exception");
    }

    @Test
    void readinessNamesTheBrokerThatIsDown(TestInfo test) {
        Map<String, String> properties = properties(test, "only");
        properties.put("kafka.bootstrap.servers", "localhost:1");
        PenumbraProcess process = serve(properties);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> process.readiness().contains("\"broker\""));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(process.readiness()).contains("\"DOWN\"", "connecting to Kafka at localhost:1"));
        assertThat(process.isReady()).isFalse();
        assertThat(process.isLive()).isTrue();
        assertThat(process.stop()).isIn(0, 143);
    }

    /** By SIGTERM, which comes while it starts. */
    private static void assertStopsInTheStart(PenumbraProcess process) {
        assertThat(process.stop()).isEqualTo(143);
        assertThat(process.out()).contains("stopped during the start");
        assertThat(process.out() + process.err()).doesNotContain("\tat ", "fatal error");
    }

    @Test
    void stopsWhileItOpensTheModels(TestInfo test) throws IOException {
        Path many = Files.createDirectory(folder.resolve("many")).resolve("models.yaml");
        String member = "{path: ../yellow-30.onnx}";
        Files.writeString(
                many,
                Files.readString(models)
                        .replaceFirst(
                                "\\{path: yellow-30[^}]*}", String.join(", ", Collections.nCopies(20_000, member))));
        for (String name : List.of("yellow-36", "yellow-24", "yellow-20", "yellow-40", "yellow-10", "yellow-32")) {
            Files.write(many.resolveSibling(name + ".onnx"), ColourModels.bytes(name));
        }
        Files.write(folder.resolve("yellow-30.onnx"), ColourModels.bytes("yellow-30"));
        Map<String, String> properties = properties(test, "only");
        properties.put("penumbra.models", many.toString());
        properties.put("penumbra.scoring.unverified", "true");
        PenumbraProcess process = serve(properties);
        await().atMost(PATIENCE).until(() -> process.readiness().contains("opening the models"));
        assertStopsInTheStart(process);
    }

    private void assertStopsWhileItReadsTheView(Map<String, String> properties) {
        kafka.slowDown("slow-global-consumer", 100);
        var slow = new HashMap<>(properties);
        slow.put("kafka.client.id", "slow");
        PenumbraProcess process = serve(slow);
        await().atMost(PATIENCE)
                .until(() -> process.metrics()
                                .value("penumbra_restore_remaining_records", Map.of("store", "view"))
                                .orElse(0)
                        > 0);
        assertStopsInTheStart(process);
    }

    private static void assertRefusesToStart(PenumbraProcess process, String... words) {
        assertThat(process.exitCode(PATIENCE)).isEqualTo(1);
        assertThat(process.err().lines().filter(line -> line.startsWith("penumbra: ")))
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).contains(words));
        assertThat(process.err() + process.out()).doesNotContain("\tat ", "Exception");
    }

    @Test
    void wrongModelsStopTheStartWithOneSentence(TestInfo test) throws IOException {
        Path wrong = Files.createDirectory(folder.resolve("wrong")).resolve("models.yaml");
        Files.writeString(wrong, Files.readString(models).replace("yellow-36", "gone"));
        for (String name : List.of("yellow-30", "yellow-24", "yellow-20", "yellow-40", "yellow-10", "yellow-32")) {
            Files.write(wrong.resolveSibling(name + ".onnx"), ColourModels.bytes(name));
        }
        Map<String, String> properties = properties(test, "only");
        properties.put("penumbra.models", wrong.toString());
        PenumbraProcess gone = serve(properties);
        properties.remove("penumbra.models");
        PenumbraProcess unset = serve(properties);
        assertRefusesToStart(gone, wrong.resolveSibling("gone.onnx").toString(), "there is no file");
        assertRefusesToStart(unset, "penumbra.models is not set");
    }
}
