package io.penumbra.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the services of the Compose file tell each other, and find where they look for it: of those that no test starts, too. */
class ComposeTest {
    private JsonNode services;

    @BeforeEach
    void read() throws IOException {
        services = document(Path.of("docker-compose.yml")).path("services");
    }

    /** With what other parts of the file give it put in its place. */
    private static JsonNode document(Path file) throws IOException {
        return new ObjectMapper().valueToTree(new Yaml().load(Files.readString(file)));
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }

    /** Folders and files of this repository by where a service sees them. */
    private Map<Path, Path> mounts(String service) {
        var mounts = new LinkedHashMap<Path, Path>();
        texts(services.path(service).path("volumes"))
                .filter(volume -> volume.startsWith("./"))
                .map(volume -> volume.split(":"))
                .forEach(
                        parts -> mounts.put(Path.of(parts[1]), Path.of(parts[0]).normalize()));
        return mounts;
    }

    /** What lies in this repository at a path that a service names. */
    private Path mounted(String service, Path path) {
        return mounts(service).entrySet().stream()
                .filter(mount -> path.startsWith(mount.getKey()))
                .map(mount -> mount.getValue().resolve(mount.getKey().relativize(path)))
                .findAny()
                .orElseThrow(() -> new AssertionError(service + " finds nothing at " + path));
    }

    private Path configuration(String service) {
        return texts(services.path(service).path("command"))
                .filter(word -> word.startsWith("--config.file="))
                .map(word -> Path.of(word.substring("--config.file=".length())))
                .findAny()
                .orElseThrow();
    }

    /** A service that listens there, by what it opens on this machine. */
    private void assertListens(String host, int port) {
        assertThat(services.has(host)).as("service %s", host).isTrue();
        assertThat(texts(services.path(host).path("ports")))
                .as("ports of %s", host)
                .anyMatch(ports -> ports.endsWith(":" + port));
    }

    private void assertListen(JsonNode targets) {
        assertThat(texts(targets)).isNotEmpty().allSatisfy(target -> {
            String[] parts = target.split(":");
            assertListens(parts[0], Integer.parseInt(parts[1]));
        });
    }

    @Test
    void noServiceMayMoreThanItNeeds() {
        assertThat(services.properties()).hasSize(6).allSatisfy(entry -> {
            JsonNode service = entry.getValue();
            assertThat(service.path("user").asText()).as("its user").matches("[1-9]\\d*");
            assertThat(texts(service.path("cap_drop"))).containsExactly("ALL");
            // and no seccomp:unconfined, so that the engine's profile holds
            assertThat(texts(service.path("security_opt"))).containsExactly("no-new-privileges:true");
            assertThat(service.path("mem_limit").asText()).matches("[1-9]\\d*[mg]");
            assertThat(texts(service.path("ports"))).allMatch(port -> port.startsWith("127.0.0.1:"));
        });
        assertThat(List.of("penumbra", "replayer"))
                .allSatisfy(
                        ours -> assertThat(services.path(ours).path("read_only").asBoolean())
                                .isTrue());
    }

    @Test
    void testsOfTheImageHaveTheMemoryOfCompose() {
        assertThat(services.path("penumbra").path("mem_limit").asText()).isEqualTo((Containers.MEMORY >> 20) + "m");
    }

    @Test
    void imagesArePinned() {
        assertThat(services.findValuesAsText("image"))
                .hasSize(6)
                .allMatch(image ->
                        image.matches("\\$\\{[A-Z]+_IMAGE:-[a-z/]+:v?\\d+\\.\\d+\\.\\d+(@sha256:[0-9a-f]{64})?}"));
    }

    @Test
    void everyMountIsThere() {
        assertThat(List.of("prometheus", "alertmanager", "grafana"))
                .allSatisfy(service -> assertThat(mounts(service))
                        .isNotEmpty()
                        .allSatisfy((inside, here) -> assertThat(here).exists()));
    }

    @Test
    void prometheusFindsItsRulesAndWhomItScrapesAndTells() throws IOException {
        Path config = configuration("prometheus");
        JsonNode prometheus = document(mounted("prometheus", config));
        assertThat(texts(prometheus.path("rule_files"))).isNotEmpty().allSatisfy(pattern -> {
            PathMatcher matcher = FileSystems.getDefault()
                    .getPathMatcher("glob:" + config.getParent().resolve(pattern));
            Path folder = mounted("prometheus", config.getParent());
            try (Stream<Path> files = Files.walk(folder)) {
                assertThat(files.filter(Files::isRegularFile)
                                .map(file -> config.getParent().resolve(folder.relativize(file)))
                                .filter(matcher::matches))
                        .as(pattern)
                        .isNotEmpty();
            }
        });
        assertListen(prometheus
                .path("scrape_configs")
                .path(0)
                .path("static_configs")
                .path(0)
                .path("targets"));
        assertListen(prometheus
                .path("alerting")
                .path("alertmanagers")
                .path(0)
                .path("static_configs")
                .path(0)
                .path("targets"));
    }

    @Test
    void penumbraIsKnownByItsName() {
        assertThat(services.path("penumbra").path("hostname").asText()).isEqualTo("penumbra");
    }

    @Test
    void alertmanagerFindsItsConfiguration() {
        assertThat(mounted("alertmanager", configuration("alertmanager"))).isRegularFile();
    }

    @Test
    void grafanaFindsItsDashboardsAndPrometheus() throws IOException {
        Path provisioning = Path.of("/etc/grafana/provisioning");
        JsonNode provider = document(mounted("grafana", provisioning.resolve("dashboards/penumbra.yml")))
                .path("providers")
                .path(0);
        Path dashboards = Path.of(provider.path("options").path("path").asText());
        try (Stream<Path> files = Files.list(mounted("grafana", dashboards))) {
            assertThat(files).anyMatch(file -> file.toString().endsWith(".json"));
        }
        URI prometheus = URI.create(document(mounted("grafana", provisioning.resolve("datasources/penumbra.yml")))
                .path("datasources")
                .path(0)
                .path("url")
                .asText());
        assertListens(prometheus.getHost(), prometheus.getPort());
    }
}
