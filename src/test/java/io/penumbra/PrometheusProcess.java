package io.penumbra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Prometheus with our configuration and rules, but that it scrapes one target, each second. */
final class PrometheusProcess implements AutoCloseable {
    private static final Path CONFIGURATION = Path.of("deploy/prometheus/prometheus.yml");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;
    private final String url;

    private PrometheusProcess(Process process, Path log, String url) {
        this.process = process;
        this.log = log;
        this.url = url;
    }

    /** @param target host and port */
    static PrometheusProcess start(Tool prometheus, Path folder, int port, String target) throws IOException {
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
        return new PrometheusProcess(process, log, "http://127.0.0.1:" + port);
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

    boolean isReady() {
        assertThat(process.isAlive()).as("prometheus runs: %s", log()).isTrue();
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The series of an instant query, each with its labels and value. */
    List<JsonNode> query(String expression) {
        var series = new ArrayList<JsonNode>();
        api("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result")
                .forEach(series::add);
        return series;
    }

    /** What the API answers, under {@code data}. */
    JsonNode api(String path) {
        try {
            HttpResponse<String> answer = get("/api/v1/" + path);
            assertThat(answer.statusCode()).as("%s%n%s", path, answer.body()).isEqualTo(200);
            return new ObjectMapper().readTree(answer.body()).path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
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
