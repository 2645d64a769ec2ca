package io.penumbra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.penumbra.metrics.Page;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Compose file; of what it starts only the part that holds something of ours, since the rest may not be within reach. */
@NeedsContainers
class ComposeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    private static File folder;

    /** With images of this machine, and any free ports. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "COMPOSE_PROJECT_NAME",
            "penumbra-" + Containers.RUN,
            "PENUMBRA_IMAGE",
            Containers.SERVICE,
            "BROKER_IMAGE",
            Containers.brokerImage(),
            "BROKER_PORT",
            "0",
            "HTTP_PORT",
            "0",
            "MANAGEMENT_PORT",
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

    @Test
    void avatarsAreReplayedAndCounted() {
        Containers.serviceImage();
        compose("up", "--detach", "--no-build", "replayer");
        String address = compose("port", "penumbra", "9000").strip();
        assertThat(address).startsWith("127.0.0.1:");
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> scored("http://" + address + "/q/metrics") >= 100);
    }

    private static double scored(String metrics) throws IOException {
        try (var in = URI.create(metrics).toURL().openStream()) {
            return new Page(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .value("penumbra_scored_images", Map.of("subgroup", "all", "window", "5m"))
                    .orElse(0);
        }
    }
}
