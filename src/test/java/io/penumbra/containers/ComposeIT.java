package io.penumbra.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.Container;
import io.penumbra.rules.PrometheusApi;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Compose file, but for Grafana, whose image may not be within reach. */
@NeedsContainers
class ComposeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private static final String PROJECT = "penumbra-" + Containers.RUN;

    @TempDir
    private static File folder;

    /** With images of this machine, and any free ports. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "COMPOSE_PROJECT_NAME",
            PROJECT,
            "PENUMBRA_IMAGE",
            Containers.SERVICE,
            "BROKER_IMAGE",
            Containers.brokerImage(),
            "BROKER_PORT",
            "0",
            "HTTP_PORT",
            "0",
            "MANAGEMENT_PORT",
            "0",
            "PROMETHEUS_PORT",
            "0",
            "ALERTMANAGER_PORT",
            "0");

    @AfterEach
    void down() {
        compose("down", "--volumes");
    }

    /** Runs Compose, the plugin of Docker or else the program of its first version, and gives what it printed. */
    private static String compose(String... arguments) {
        try {
            boolean plugin = new ProcessBuilder("docker", "compose", "version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
            var line = new ArrayList<>(plugin ? List.of("docker", "compose") : List.of("docker-compose"));
            line.addAll(List.of(arguments));
            var out = new File(folder, "out");
            var err = new File(folder, "err");
            var builder = new ProcessBuilder(line).redirectOutput(out).redirectError(err);
            builder.environment().putAll(ENVIRONMENT);
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            assertThat(ended && process.waitFor() == 0)
                    .as("%s: %s", line, Files.readString(err.toPath()))
                    .isTrue();
            return Files.readString(out.toPath());
        } catch (IOException e) {
            throw new AssertionError("Compose is needed beside the container engine", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where a service listens on this machine. */
    private static String url(String service, int port) {
        String address = compose("port", service, Integer.toString(port)).strip();
        assertThat(address).startsWith("127.0.0.1:");
        return "http://" + address;
    }

    @Test
    void avatarsAreReplayedAndCountedAndPrometheusShowsThem() {
        Containers.serviceImage();
        long start = System.nanoTime();
        compose("up", "--detach", "--no-build", "replayer", "prometheus", "alertmanager");
        var prometheus = new PrometheusApi(url("prometheus", 9090));
        await().atMost(PATIENCE).until(prometheus::isReady);
        await().atMost(PATIENCE).until(() -> scored(prometheus) > 0);
        System.out.printf(
                "Compose: data in Prometheus after %d s%n",
                Duration.ofNanos(System.nanoTime() - start).toSeconds());
        await().atMost(PATIENCE).until(() -> scored(prometheus) >= 100);
        assertThat(prometheus.get("rules").path("groups")).isNotEmpty();
        assertThat(prometheus.get("alertmanagers").path("activeAlertmanagers").findValuesAsText("url"))
                .singleElement()
                .asString()
                .startsWith("http://alertmanager:9093/");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statuses())
                        .containsOnlyKeys("kafka", "penumbra", "replayer", "prometheus", "alertmanager")
                        .allSatisfy((service, status) -> assertThat(status)
                                .startsWith("Up")
                                .endsWith(service.equals("replayer") ? "" : "(healthy)")));
    }

    private static double scored(PrometheusApi prometheus) {
        return prometheus.query("penumbra_scored_images{subgroup=\"all\", window=\"5m\"}").stream()
                .mapToDouble(series -> series.path("value").path(1).asDouble())
                .findAny()
                .orElse(0);
    }

    /** What the engine says of the containers, as in "Up 20 seconds (healthy)", by service. */
    private static Map<String, String> statuses() {
        return Containers.engine()
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("com.docker.compose.project", PROJECT))
                .exec()
                .stream()
                .collect(Collectors.toMap(
                        container -> container.getLabels().get("com.docker.compose.service"), Container::getStatus));
    }
}
