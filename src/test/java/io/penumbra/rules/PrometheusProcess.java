package io.penumbra.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Prometheus with our configuration and rules, but that it scrapes one target, each second. */
public final class PrometheusProcess implements AutoCloseable {
    private static final Path CONFIGURATION = Path.of("deploy/prometheus/prometheus.yml");

    private final Process process;
    private final Path log;
    private final PrometheusApi api;

    private PrometheusProcess(Process process, Path log, PrometheusApi api) {
        this.process = process;
        this.log = log;
        this.api = api;
    }

    /** @param target host and port */
    public static PrometheusProcess start(Tool prometheus, Path folder, int port, String target) throws IOException {
        Path configuration = folder.resolve("prometheus.yml");
        Files.writeString(configuration, new YAMLMapper().writeValueAsString(scraping(target)));
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        prometheus.path().toString(),
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new PrometheusProcess(process, log, new PrometheusApi("http://127.0.0.1:" + port));
    }

    private static JsonNode scraping(String target) throws IOException {
        var configuration = (ObjectNode) new YAMLMapper().readTree(CONFIGURATION.toFile());
        var global = (ObjectNode) configuration.path("global");
        global.put("scrape_interval", "1s").put("evaluation_interval", "1s");
        configuration.remove("alerting");
        var rules = (ArrayNode) configuration.path("rule_files");
        for (int i = 0; i < rules.size(); i++) {
            rules.set(
                    i,
                    CONFIGURATION
                            .toAbsolutePath()
                            .resolveSibling(rules.path(i).asText())
                            .toString());
        }
        var job = (ObjectNode) configuration.path("scrape_configs").path(0);
        job.putArray("static_configs").addObject().putArray("targets").add(target);
        return configuration;
    }

    public boolean isReady() {
        assertThat(process.isAlive()).as("prometheus runs: %s", log()).isTrue();
        return api.isReady();
    }

    /** The series of an instant query, each with its labels and value. */
    public List<JsonNode> query(String expression) {
        return api.query(expression);
    }

    /** What the API answers, under {@code data}. */
    public JsonNode api(String path) {
        return api.get(path);
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
