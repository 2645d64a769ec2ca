package io.penumbra.forget;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.penumbra.embedded.TestKafka;
import io.penumbra.service.PenumbraProcess;
import io.penumbra.wire.v1.Lineup;
import io.penumbra.wire.v1.ModelVersion;
import io.penumbra.wire.v1.Score;
import io.penumbra.wire.v1.Source;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker and two instances, an image that is forgotten is hidden at once, and later nowhere. */
class ForgetIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final String SECRET = "secret-face-4711";
    /** It has a label and no image. */
    private static final String EARLY = "secret-label-4712";

    private static final String IMAGES = "penumbra.images";
    /** What Kafka does sooner or later, within seconds. */
    private static final Map<String, String> SOON = Map.of(
            "segment.ms", "500",
            "file.delete.delay.ms", "100",
            "min.cleanable.dirty.ratio", "0.001",
            "min.compaction.lag.ms", "0",
            "max.compaction.lag.ms", "500",
            "delete.retention.ms", "500");
    /** The topics that time deletes. */
    private static final Set<String> BY_TIME = Set.of(
            IMAGES,
            "penumbra.images.dlq",
            "penumbra.scores",
            "penumbra.scores.dlq",
            "penumbra.labels",
            "penumbra.labels.dlq",
            "penumbra.claims");

    @TempDir
    private Path folder;

    private final TestKafka kafka =
            new TestKafka(Map.of("log.retention.check.interval.ms", "500", "log.cleaner.backoff.ms", "500"));
    private final Admin admin = Admin.create(kafka.connection());
    private final List<PenumbraProcess> processes = new ArrayList<>();
    private int others;

    @AfterEach
    void stop() {
        processes.forEach(PenumbraProcess::close);
        admin.close();
        kafka.close();
    }

    private PenumbraProcess serve(String instance) {
        var properties = new HashMap<String, String>();
        properties.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        properties.put("kafka.session.timeout.ms", "6000");
        properties.put("kafka.heartbeat.interval.ms", "1000");
        properties.put("penumbra.scoring.enabled", "false");
        properties.put("penumbra.scores.accept", "any");
        properties.put("penumbra.subgroups", "sex");
        properties.put("penumbra.instance", instance);
        properties.put("penumbra.exemplars.most", "300");
        properties.put("penumbra.tally.state-dir", folder.resolve(instance).toString());
        PenumbraProcess process = PenumbraProcess.start(properties, "serve");
        processes.add(process);
        return process;
    }

    private static void ready(PenumbraProcess process) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(process::isReady);
    }

    private static ModelVersion version(String name) {
        return ModelVersion.newBuilder()
                .setName(name)
                .setDigest("digest-of-" + name)
                .setMembers(1)
                .build();
    }

    /** A flip, whose picture lies at an offset. */
    private static Score flip(String id, long offset) {
        return Score.newBuilder()
                .setImageId(id)
                .setTimeMs(Instant.now().toEpochMilli())
                .setSource(Source.newBuilder().setTopic(IMAGES).setOffset(offset))
                .putSubgroups("sex", "male")
                .setLineup(Lineup.newBuilder()
                        .addAllClasses(List.of("not_blond", "blond"))
                        .setPositive(1)
                        .setBaseline(version("full"))
                        .addCandidates(version("pruned-95")))
                .addAllVotes(List.of(1, 0, 0, 1))
                .addAllProbabilities(List.of(0.9f, 0.1f, 0.2f, 0.8f))
                .build();
    }

    private void send(String topic, String key, byte[] value) {
        kafka.send(List.of(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)));
    }

    private void sendImage(String id) throws IOException {
        var png = new ByteArrayOutputStream();
        var picture = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(1, 1, new Random(id.hashCode()).nextInt(1 << 24));
        ImageIO.write(picture, "png", png);
        long offset = kafka.send(List.of(new ProducerRecord<>(IMAGES, id.getBytes(UTF_8), png.toByteArray())))
                .get(0)
                .offset();
        Score score = flip(id, offset);
        send("penumbra.scores", id, score.toByteArray());
    }

    private void sendOther() throws IOException {
        String id = "other-" + others++;
        sendImage(id);
        send("penumbra.labels", id, "{\"label\": \"blond\", \"chosen\": \"flip\"}".getBytes(UTF_8));
    }

    private static String rest(PenumbraProcess process, String path) {
        return process.rest(path).map(answer -> answer.body()).orElse("");
    }

    private static double counted(PenumbraProcess... instances) {
        return Stream.of(instances)
                .mapToDouble(instance -> instance.metrics()
                        .value("penumbra_scored_images", Map.of("subgroup", "all", "window", "version"))
                        .orElse(0))
                .max()
                .orElse(0);
    }

    private String value(String topic, String setting) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(setting)
                .value();
    }

    private Set<String> topics() throws Exception {
        return admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
    }

    private void change(String topic, Map<String, String> values) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        values.entrySet().stream()
                                .map(value -> new AlterConfigOp(
                                        new ConfigEntry(value.getKey(), value.getValue()), AlterConfigOp.OpType.SET))
                                .toList()))
                .all()
                .get();
    }

    /** Where an id is, byte for byte: in records of all topics, and in all files of both instances. */
    private Set<String> where(String id) throws Exception {
        var places = new TreeSet<String>();
        for (String topic : topics()) {
            kafka.committed(topic).forEach(record -> {
                var bytes = new StringBuilder();
                Stream.of(record.key(), record.value())
                        .filter(part -> part != null)
                        .forEach(part -> bytes.append(new String(part, ISO_8859_1)));
                record.headers().forEach(header -> {
                    if (header.value() != null) {
                        bytes.append(new String(header.value(), ISO_8859_1));
                    }
                });
                if (bytes.indexOf(id) >= 0) {
                    places.add(topic);
                }
            });
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try {
                    if (new String(Files.readAllBytes(file), ISO_8859_1).contains(id)) {
                        places.add(folder.relativize(file).toString());
                    }
                } catch (NoSuchFileException deletedMeanwhile) {
                    // RocksDB drops files when it likes
                }
            }
        }
        return places;
    }

    @Test
    void anImageThatIsForgottenIsHiddenAtOnceAndLaterNowhere() throws Exception {
        kafka.create(IMAGES, 1, Map.of("retention.ms", "3600000"));
        kafka.create("penumbra.images.dlq", 1, Map.of("retention.ms", "-1"));
        PenumbraProcess one = serve("one");
        PenumbraProcess two = serve("two");
        ready(one);
        ready(two);
        for (String topic : List.of("penumbra.images.dlq", "penumbra.scores.dlq", "penumbra.labels.dlq")) {
            // together an hour, as the images
            assertThat(value(topic, "retention.ms")).as(topic).isEqualTo("1800000");
            assertThat(value(topic, "segment.ms")).as(topic).isEqualTo("1800000");
        }

        sendImage(SECRET);
        for (int i = 0; i < 5; i++) {
            sendOther();
        }
        send("penumbra.labels", EARLY, "{\"label\": \"blond\"}".getBytes(UTF_8));
        send("penumbra.labels", SECRET, "no JSON".getBytes(UTF_8));
        send("penumbra.images.dlq", SECRET, new byte[0]);
        String exemplars = "/api/v1/exemplars?candidate=pruned-95";
        String picture = "/api/v1/exemplars/" + IMAGES + "/0/0/image";
        for (PenumbraProcess each : List.of(one, two)) {
            await().atMost(PATIENCE).until(() -> rest(each, exemplars).contains(SECRET));
            await().atMost(PATIENCE).until(() -> each.fetch(picture).statusCode() == 200);
        }
        await().atMost(PATIENCE)
                .until(() -> one.post("/api/v1/audit/" + SECRET + "?by=ada", "{\"label\": \"blond\"}")
                                .statusCode()
                        == 200);
        for (PenumbraProcess each : List.of(one, two)) {
            await().atMost(PATIENCE)
                    .until(() -> rest(each, "/api/v1/labels?by=ada").contains(SECRET));
        }
        assertThat(where(SECRET))
                .contains(
                        IMAGES,
                        "penumbra.images.dlq",
                        "penumbra.scores",
                        "penumbra.labels",
                        "penumbra.labels.dlq",
                        "penumbra.claims",
                        "penumbra.flips",
                        "penumbra.exemplars",
                        "penumbra-tally-flips-changelog");
        await().atMost(PATIENCE).until(() -> counted(one, two) == 6);

        try (var forget = PenumbraProcess.start(Map.of(), "forget", SECRET, EARLY, "--url", one.restUrl())) {
            assertThat(forget.exitCode(PATIENCE)).as(forget.err()).isZero();
            String sha256 = ImageKey.of(SECRET).hex();
            assertThat(forget.out())
                    .contains("forgotten: the image of SHA-256 " + sha256)
                    .containsPattern("penumbra.images: by 20..-..-.. ..:.. UTC, deleted by its retention.ms=3600000")
                    .containsPattern("penumbra.flips: by 20..-..-.. ..:.. UTC, .*max.compaction.lag.ms=86400000")
                    .doesNotContain(SECRET);
            assertThat(one.out()).contains("\"action\":\"forget\",\"sha256\":\"" + sha256 + "\"");
            assertThat(one.out().lines().filter(line -> line.contains("\"action\":\"forget\"")))
                    .hasSize(2)
                    .noneMatch(line -> line.contains(SECRET));
        }
        for (PenumbraProcess each : List.of(one, two)) {
            await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> {
                assertThat(rest(each, exemplars)).contains("other-0").doesNotContain(SECRET);
                assertThat(each.fetch(picture).statusCode()).isEqualTo(404);
                assertThat(rest(each, "/api/v1/labels?by=ada")).contains("data").doesNotContain(SECRET);
                assertThat(rest(each, "/api/v1/audit?candidate=pruned-95&limit=100&by=bob"))
                        .doesNotContain(SECRET);
                assertThat(each.post("/api/v1/audit/" + SECRET + "?by=ada", "{\"label\": \"blond\"}")
                                .statusCode())
                        .isEqualTo(404);
            });
        }

        // a replay and a label come too late
        send("penumbra.scores", SECRET, flip(SECRET, 0).toByteArray());
        send("penumbra.labels", SECRET, "{\"label\": \"blond\"}".getBytes(UTF_8));
        await().atMost(PATIENCE)
                .until(() -> Stream.of(one, two)
                                .mapToDouble(each -> each.metrics()
                                        .value("penumbra_duplicate_images_total", Map.of())
                                        .orElse(0))
                                .sum()
                        == 1);

        for (String topic : topics()) {
            if (topic.startsWith("penumbra")) {
                change(topic, SOON);
            }
            if (BY_TIME.contains(topic)) {
                change(topic, Map.of("retention.ms", "1000"));
            }
        }
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            sendOther(); // Kafka closes a segment when the next record comes
            assertThat(where(SECRET)).isEmpty();
            assertThat(where(EARLY)).isEmpty();
        });
        int sent = others + 1;
        await().atMost(PATIENCE).until(() -> counted(one, two) == sent);

        // an instance that begins with nothing reads it all back
        assertThat(two.stop()).isIn(0, 143);
        PenumbraProcess three = serve("three");
        ready(three);
        await().atMost(PATIENCE).until(() -> counted(one, three) == sent);
        send("penumbra.scores", SECRET, flip(SECRET, 0).toByteArray());
        await().atMost(PATIENCE).until(() -> kafka.lag("penumbra-tally", "penumbra.scores") == 0);
        assertThat(rest(three, exemplars)).contains("other-").doesNotContain(SECRET);
        assertThat(counted(one, three)).isEqualTo(sent);
    }
}
