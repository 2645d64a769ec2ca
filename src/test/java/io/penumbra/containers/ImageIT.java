package io.penumbra.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.penumbra.avatar.Avatars;
import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.Sample;
import io.penumbra.dataset.Split;
import io.penumbra.embedded.TestKafka;
import io.penumbra.metrics.Page;
import io.penumbra.replay.Replayer;
import io.penumbra.service.Recount;
import io.penumbra.service.ServiceIT;
import io.penumbra.wire.v1.Score;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;

/** The image of the service beside a Kafka in a container, hardened as it is deployed. */
@NeedsContainers
public class ImageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int MANAGEMENT = 9000;
    private static final int IMAGES = 60;
    private static final int STOP_SECONDS = 30;

    @TempDir
    private static Path folder;

    private static Network network;
    private static KafkaContainer broker;

    @BeforeAll
    static void start() {
        Containers.serviceImage();
        network = Network.newNetwork();
        broker = Containers.broker().withNetwork(network).withListener(Containers.INSIDE);
        broker.start();
    }

    @AfterAll
    static void stop() {
        broker.stop();
        network.close();
    }

    public static HttpResponse<String> get(GenericContainer<?> service, String path) throws IOException {
        var uri = URI.create("http://" + service.getHost() + ":" + service.getMappedPort(MANAGEMENT) + path);
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void scoresImagesWithoutRightsAndEndsCleanlyWhenItIsStopped() throws Exception {
        Avatars.write(folder, 77, 1, IMAGES, Split.TEST_ONLY, written -> {});
        List<Sample> samples = CelebA.open(folder).samples().toList();
        try (var kafka = new TestKafka(broker.getBootstrapServers(), () -> {});
                var service = Containers.service(network, "serve")
                        .withEnv("PENUMBRA_MODELS", "/opt/penumbra/models/models.yaml")
                        .withExposedPorts(MANAGEMENT)
                        .waitingFor(Wait.forHealthcheck().withStartupTimeout(PATIENCE))) {
            service.start();
            assertThat(get(service, "/q/health/ready").statusCode()).isEqualTo(200);
            // date and zone, by which logs of several machines are put in order
            assertThat(service.getLogs())
                    .containsPattern(
                            "(?m)^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO ");

            new Replayer(kafka.producer(), "penumbra.images", URI.create("/test"), 0, n -> Instant.now())
                    .replay(samples.stream(), sent -> {});
            await().atMost(PATIENCE)
                    .until(() -> new Page(get(service, "/q/metrics").body())
                                    .value("penumbra_scored_images", Map.of("subgroup", "all", "window", "version"))
                                    .orElse(0)
                            == IMAGES);
            List<Score> scores = kafka.committed("penumbra.scores").stream()
                    .map(ServiceIT::score)
                    .toList();
            assertThat(scores).extracting(Score::getImageId).containsExactlyInAnyOrderElementsOf(ids(samples));
            new Recount(scores)
                    .assertShownBy(new Page(get(service, "/q/metrics").body()));

            assertHasNoRights(service);
            assertThat(names(service, "/var/lib/penumbra")).anyMatch(name -> name.contains("state/"));

            int before = service.getLogs().length();
            assertEndsCleanly(service);
            assertThat(service.getLogs().substring(before)).doesNotContain("Exception");
        }
    }

    /** What the kernel says of the process, if it runs on this machine. The root of its files is as it was built. */
    private static void assertHasNoRights(GenericContainer<?> service) throws IOException {
        assertThat(Containers.engine()
                        .containerDiffCmd(service.getContainerId())
                        .exec())
                .isNullOrEmpty();
        InspectContainerResponse inspected = Containers.engine()
                .inspectContainerCmd(service.getContainerId())
                .exec();
        assertThat(inspected.getConfig().getUser()).isEqualTo("10001:10001");
        Path status = Path.of("/proc", String.valueOf(inspected.getState().getPidLong()), "status");
        if (!Files.isReadable(status)) {
            System.out.println("SKIPPED: rights of the process, which does not run on this machine");
            return;
        }
        assertThat(Files.readString(status))
                .contains("Uid:\t10001\t10001\t10001\t10001\n")
                .contains("CapEff:\t0000000000000000\n")
                .contains("CapBnd:\t0000000000000000\n")
                .contains("NoNewPrivs:\t1\n")
                .as("a filter of system calls")
                .contains("Seccomp:\t2\n");
    }

    /** What lies at a path in a container. */
    private static List<String> names(GenericContainer<?> container, String path) throws IOException {
        var names = new ArrayList<String>();
        try (var tar = new TarArchiveInputStream(Containers.engine()
                .copyArchiveFromContainerCmd(container.getContainerId(), path)
                .exec())) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    /** A rollout stops pods while there is work: then sessions of the models run, and the state is written. */
    @Test
    void endsCleanlyWhileImagesFlow() throws Exception {
        Avatars.write(folder.resolve("flow"), 79, 1, IMAGES, Split.TEST_ONLY, written -> {});
        List<Sample> samples = CelebA.open(folder.resolve("flow")).samples().toList();
        try (var kafka = new TestKafka(broker.getBootstrapServers(), () -> {});
                var service = Containers.service(network, "serve")
                        .withEnv("PENUMBRA_MODELS", "/opt/penumbra/models/models.yaml")
                        .withEnv(ownTopics("flow"))
                        .withExposedPorts(MANAGEMENT)
                        .waitingFor(Wait.forHealthcheck().withStartupTimeout(PATIENCE))) {
            service.start();
            Thread sending;
            try (var replayer =
                    new Replayer(kafka.producer(), "flow.images", URI.create("/test"), 500, n -> Instant.now())) {
                sending = new Thread(() -> replayer.replay(
                        Stream.iterate(0, n -> n + 1).map(n -> samples.get(n % samples.size())), sent -> {}));
                sending.start();
                await().atMost(PATIENCE)
                        .until(() -> new Page(get(service, "/q/metrics").body())
                                        .value("penumbra_images_total", Map.of("outcome", "scored"))
                                        .orElse(0)
                                > 2 * IMAGES);
                assertThat(sending.isAlive()).isTrue();
                assertEndsCleanly(service);
            }
            sending.join();
        }
    }

    private static Map<String, String> ownTopics(String group) {
        var variables = new HashMap<>(Map.of("PENUMBRA_GROUP", group));
        for (String topic : List.of(
                "images",
                "scores",
                "labels",
                "tallies",
                "exemplars",
                "references",
                "flips",
                "claims",
                "forgotten",
                "verdicts")) {
            variables.put("PENUMBRA_TOPICS_" + topic.toUpperCase(Locale.ROOT), group + "." + topic);
        }
        return variables;
    }

    /** By a SIGTERM, in time, and by itself: a JVM that crashed says so and ends with 134. */
    private static void assertEndsCleanly(GenericContainer<?> service) {
        Containers.engine()
                .stopContainerCmd(service.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
        InspectContainerResponse.ContainerState state = Containers.engine()
                .inspectContainerCmd(service.getContainerId())
                .exec()
                .getState();
        assertThat(service.getLogs()).doesNotContain("fatal error", "SIGSEGV");
        // 128 + SIGTERM, not + SIGKILL
        assertThat(state.getExitCodeLong()).isIn(0L, 143L);
    }

    private static List<String> ids(List<Sample> samples) {
        return samples.stream().map(Sample::id).toList();
    }

    @Test
    void holdsNoBrokerAndSaysSoInOneSentence() throws IOException {
        try (var help = Containers.service(network, "help")) {
            assertThat(Containers.exitCode(help)).isZero();
            assertThat(names(help, "/opt/penumbra/lib/main").toString())
                    .contains("kafka-streams", "onnxruntime")
                    .doesNotContain("kafka_2.13", "scala", "kafka-raft");
            assertThat(names(help, "/opt/penumbra"))
                    .contains(
                            "penumbra/LICENSE",
                            "penumbra/NOTICE",
                            "penumbra/THIRD-PARTY.txt",
                            "penumbra/quarkus-run-cyclonedx.json");
        }
        for (String command : List.of("demo", "bench")) {
            try (var refused = Containers.service(network, command)) {
                assertThat(Containers.exitCode(refused)).isEqualTo(1);
                assertThat(refused.getLogs().lines().filter(line -> !line.startsWith("NOTE:")))
                        .singleElement()
                        .satisfies(sentence -> assertThat(sentence)
                                .startsWith("penumbra: " + command + " needs the embedded Kafka broker")
                                .doesNotContain("NoClassDefFoundError"));
            }
        }
    }
}
