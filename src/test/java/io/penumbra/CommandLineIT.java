package io.penumbra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.Sample;
import io.penumbra.embedded.TestKafka;
import io.penumbra.image.CloudEvents;
import io.penumbra.image.ImageEvent;
import io.penumbra.service.PenumbraProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the packaged jar, each in a JVM of its own. */
class CommandLineIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    /** How a command ended. */
    private record Ended(int code, String out, String err) {}

    private static Ended run(Map<String, String> properties, String... command) {
        try (var process = PenumbraProcess.start(properties, command)) {
            int code = process.exitCode(PATIENCE);
            return new Ended(code, process.out(), process.err());
        }
    }

    private static Ended run(String... command) {
        return run(Map.of(), command);
    }

    @Test
    void everyCommandExplainsItself() {
        Ended all = run("--help");
        assertThat(all.code()).isZero();
        assertThat(all.out()).contains("serve", "demo", "generate", "replay", "report", "gate");
        for (String command : List.of("serve", "demo", "generate", "replay", "report", "gate")) {
            Ended one = run(command, "--help");
            assertThat(one.code()).as(command).isZero();
            assertThat(one.out()).as(command).startsWith("Usage: penumbra " + command);
            assertThat(one.err()).as(command).isEmpty();
        }
    }

    @Test
    void wrongUsageIsExplainedAndEndsWithTwo() {
        for (String line : List.of(
                "serv",
                "help --nothing",
                "bench --scores 0 --seconds 0 --scrapes 0",
                "report --avatars 0",
                "generate --count 5",
                "demo --exit",
                "replay --dataset . --rate -1",
                "replay --rate 10",
                "replay --dataset . --avatars 5",
                "replay --avatars 0",
                "replay --avatars 5 --labels-after -1s",
                "replay --avatars 5 --seed 1",
                "demo --images many",
                "demo --kafka-port 99999",
                "demo --kafka-port -1",
                "demo --rate Infinity",
                "report --avatars 5 --batch 999999999",
                "report --avatars 5 --threads 0",
                "generate --out . --count 0",
                "demo --drift man@10m",
                "demo --drift male@10m --exposure 0",
                "demo --every 0s",
                "gate",
                "gate --candidate pruned --wait long",
                "gate --candidate pruned --url localhost:8080")) {
            Ended wrong = run(line.split(" "));
            assertThat(wrong.code()).as(line).isEqualTo(2);
            assertThat(wrong.err()).as(line).isNotBlank().doesNotContain("\tat ");
        }
    }

    @Test
    void wrongSettingEndsTheServiceWithOneSentence() {
        Map.of("penumbra.verdict.level", "2", "penumbra.drift.tolerance", "-1", "penumbra.labels.wait", "400d")
                .forEach((name, value) -> {
                    Ended ended = run(Map.of(name, value), "serve");
                    assertThat(ended.code()).as(name).isEqualTo(1);
                    assertThat(ended.err()).as(name).contains("penumbra: " + name.substring(0, name.lastIndexOf('.')));
                    assertThat(ended.out() + ended.err()).as(name).doesNotContain("Exception", "Failed to start");
                });
    }

    private void assertRefused(Map<String, String> properties, String told, String... command) {
        Ended refused = run(properties, command);
        assertThat(refused.err()).as(told).startsWith("penumbra: " + told).hasLineCount(1);
        assertThat(refused.out()).as(told).isEmpty();
        assertThat(refused.code()).as(told).isEqualTo(1);
    }

    @Test
    void whatIsWrongIsToldBeforeAnythingStarts() throws IOException {
        Map.of(
                        "penumbra.scoring.batch", "0",
                        "penumbra.scoring.provider", "gpu",
                        "penumbra.tally.retained", "a day",
                        "penumbra.topics.create", "perhaps",
                        "penumbra.subgroups", "a=b",
                        "quarkus.http.port", "99999")
                .forEach((name, value) -> assertRefused(
                        Map.of(name, value, "penumbra.scoring.enabled", "false", "penumbra.scores.accept", "any"),
                        name,
                        "serve"));
        assertRefused(Map.of("penumbra.scoring.bacth", "3"), "there is no setting penumbra.scoring.bacth", "serve");
        assertRefused(Map.of("penumbra.models", "/nowhere.yaml"), "there is no file /nowhere.yaml", "serve");
        String file = Files.writeString(folder.resolve("file"), "x").toString();
        assertRefused(Map.of("penumbra.tally.state-dir", file), "penumbra.tally.state-dir is " + file, "demo");
        assertRefused(Map.of(), "--out is " + file, "report", "--avatars", "5000000", "--out", file);
        assertRefused(Map.of(), "--out is " + file, "generate", "--count", "5", "--out", file);
        assertRefused(Map.of(), "there is no file /nowhere", "report", "--avatars", "5000000", "--models", "/nowhere");
        assertRefused(Map.of(), "there is no file /nowhere", "bench", "--models", "/nowhere");
    }

    @Test
    void aTakenPortIsToldWithItsSetting() throws IOException {
        try (var taken = new ServerSocket(0)) {
            String port = Integer.toString(taken.getLocalPort());
            for (String name : List.of("quarkus.http.port", "quarkus.management.port")) {
                assertRefused(Map.of(name, port), name + " is " + port + ", which cannot be listened on", "demo");
            }
        }
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());
            assertRefused(
                    Map.of(),
                    "--kafka-port is " + port + ", which cannot be listened on",
                    "demo",
                    "--kafka-port",
                    port);
        }
    }

    @Test
    void missingDatasetIsOneSentence() {
        Ended missing = run("replay", "--dataset", folder.resolve("nowhere").toString());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).startsWith("penumbra: ").contains("nowhere").hasLineCount(1);
    }

    @Test
    void gateThatIsNotReachedIsNamedAndEndsWithTwo() {
        Ended unreachable = run("gate", "--candidate", "pruned 95", "--url", "http://localhost:1/");
        assertThat(unreachable.code()).isEqualTo(2);
        assertThat(unreachable.out()).isEmpty();
        assertThat(unreachable.err())
                .isEqualToIgnoringNewLines(
                        "penumbra: http://localhost:1/api/v1/gate?candidate=pruned+95: connection refused");
    }

    private static Map<String, byte[]> files(Path folder) {
        var files = new TreeMap<String, byte[]>();
        try (var all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    @Test
    void avatarsAreReplayedThatNobodyGenerated() {
        try (var kafka = new TestKafka()) {
            kafka.create("pictures", 2, Map.of());
            Ended replay = run(
                    Map.of("kafka.bootstrap.servers", kafka.bootstrapServers()),
                    "replay",
                    "--avatars",
                    "12",
                    "--rate",
                    "0",
                    "--topic",
                    "pictures");
            assertThat(replay.err()).contains("12 of 12 images");
            assertThat(replay.code()).isZero();
            assertThat(kafka.committed("pictures").stream()
                            .map(record -> ((ImageEvent) new CloudEvents().read(record)).id())
                            .distinct())
                    .hasSize(12);
        }
    }

    private static List<String> ids(TestKafka kafka, String topic) {
        return kafka.committed(topic).stream()
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void labelsAreReplayedAfterTheirImagesAndAvatarsNeverHaveAnIdTwice() {
        try (var kafka = new TestKafka()) {
            kafka.create("pictures", 1, Map.of());
            kafka.create("labels", 1, Map.of());
            for (int run = 1; run <= 2; run++) {
                Ended replay = run(
                        Map.of("kafka.bootstrap.servers", kafka.bootstrapServers()),
                        "replay",
                        "--avatars",
                        "6",
                        "--rate",
                        "0",
                        "--topic",
                        "pictures",
                        "--labels-after",
                        "1s",
                        "--labels-topic",
                        "labels");
                assertThat(replay.code()).as(replay.err()).isZero();
                assertThat(ids(kafka, "labels"))
                        .doesNotHaveDuplicates()
                        .hasSize(6 * run)
                        .isEqualTo(ids(kafka, "pictures"));
            }
            assertThat(kafka.committed("pictures"))
                    .allSatisfy(record -> assertThat(((ImageEvent) new CloudEvents().read(record)).label())
                            .isEmpty());
        }
    }

    @Test
    void datasetIsGeneratedTwiceTheSameAndReplayedToABroker() {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        for (Path out : List.of(one, two)) {
            assertThat(run("generate", "--count", "30", "--seed", "5", "--out", out.toString())
                            .code())
                    .isZero();
        }
        Map<String, byte[]> files = files(one);
        assertThat(files).hasSize(32).containsKeys("list_attr_celeba.txt", "list_eval_partition.txt");
        assertThat(files(two)).containsOnlyKeys(files.keySet());
        files(two)
                .forEach((name, bytes) -> assertThat(Arrays.equals(bytes, files.get(name)))
                        .as(name)
                        .isTrue());

        try (var kafka = new TestKafka()) {
            kafka.create("pictures", 2, Map.of());
            Ended replay = run(
                    Map.of("kafka.bootstrap.servers", kafka.bootstrapServers()),
                    "replay",
                    "--dataset",
                    one.toString(),
                    "--rate",
                    "0",
                    "--limit",
                    "25",
                    "--from",
                    "2024-01-31T12:00:00Z",
                    "--topic",
                    "pictures");
            assertThat(replay.err()).contains("25 of 25 images");
            assertThat(replay.code()).isZero();
            var events = new HashMap<String, ImageEvent>();
            kafka.committed("pictures").forEach(record -> {
                ImageEvent event = (ImageEvent) new CloudEvents().read(record);
                events.put(event.id(), event);
            });
            List<Sample> samples = CelebA.open(one).samples().limit(25).toList();
            assertThat(events).hasSize(25);
            for (int i = 0; i < 25; i++) {
                Sample sample = samples.get(i);
                ImageEvent event = events.get(sample.id());
                assertThat(event.label()).contains(sample.label());
                assertThat(event.subgroups())
                        .containsAllEntriesOf(sample.subgroups())
                        .hasSize(2);
                assertThat(event.time())
                        .isEqualTo(Instant.parse("2024-01-31T12:00:00Z").plusMillis(20L * i));
                assertThat(event.encoded()).isEqualTo(ByteBuffer.wrap(sample.read()));
            }
        }
    }

    @Test
    void demoEndsWithATableOfEverySubgroup() {
        Ended demo = run(
                Map.of("kafka.bootstrap.servers", "localhost:1"),
                "demo",
                "--images",
                "200",
                "--exit",
                "--kafka-port",
                "0");
        assertThat(demo.code()).as(demo.err() + demo.out()).isZero();
        List<String> lines = demo.out().lines().toList();
        assertThat(lines).contains("What you will see", "What came out");
        assertThat(lines).anyMatch(line -> line.matches("oneshot-60 +(fail|inconclusive) +oneshot-60 .*"));
        assertThat(demo.out() + demo.err())
                .as("warnings that ask nobody to act")
                .doesNotContain("WARN  [o.a.k.c.p", "WARN  [o.a.k.s");
        int head = lines.indexOf(lines.stream()
                .filter(line -> line.matches("subgroup +model +n +error +FPR +FNR +disagreement"))
                .findFirst()
                .orElseThrow());
        var images = new HashMap<String, Integer>();
        lines.stream()
                .skip(head + 1)
                .map(line -> line.split(" +"))
                .filter(words -> words.length > 6 && words[1].equals("full"))
                .forEach(words -> images.put(words[0], Integer.parseInt(words[2])));
        assertThat(images)
                .contains(entry("all", 200))
                .containsKeys(
                        "age=old",
                        "age=young",
                        "sex=female",
                        "sex=male",
                        "age=old,sex=female",
                        "age=old,sex=male",
                        "age=young,sex=female",
                        "age=young,sex=male");
        assertThat(images).hasSize(9);
        assertThat(images.get("sex=female") + images.get("sex=male")).isEqualTo(200);
        assertThat(images.get("age=old,sex=female") + images.get("age=young,sex=female"))
                .isEqualTo(images.get("sex=female"));
    }
}
