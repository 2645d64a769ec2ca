package io.penumbra.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penumbra.metrics.Page;
import io.penumbra.service.PenumbraProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's scripted drift, as the packaged jar plays it with the shipped models: who is alarmed, who is not, and that another process sees the same. */
class DriftIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Of event time: a pane is a hundred images. */
    private static final String EVERY = "600ms";

    private static final int QUIET_MINUTES = 8;

    @TempDir
    private Path folder;

    private final List<PenumbraProcess> processes = new ArrayList<>();

    @AfterEach
    void closeAll() {
        processes.forEach(PenumbraProcess::close);
    }

    private PenumbraProcess started(PenumbraProcess process) {
        processes.add(process);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(process::isReady);
        return process;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PenumbraProcess demo(int kafkaPort, String drift, double exposure, int images) {
        return started(PenumbraProcess.start(
                Map.of(
                        "penumbra.tally.state-dir",
                        folder.resolve("demo").toString(),
                        "penumbra.instance",
                        "demo",
                        "kafka.session.timeout.ms",
                        "6000"),
                "demo",
                "--drift",
                drift + "@" + QUIET_MINUTES + "m",
                "--exposure",
                Double.toString(exposure),
                "--every",
                EVERY,
                "--images",
                Integer.toString(images),
                "--rate",
                "0",
                "--kafka-port",
                Integer.toString(kafkaPort)));
    }

    /** Another instance of the same service, which only counts. */
    private Map<String, String> other(int kafkaPort) {
        var properties = new HashMap<String, String>();
        properties.put("kafka.bootstrap.servers", "127.0.0.1:" + kafkaPort);
        properties.put("kafka.session.timeout.ms", "6000");
        properties.put("penumbra.scoring.enabled", "false");
        properties.put("penumbra.scores.accept", "any");
        properties.put("penumbra.subgroups", "sex,age");
        properties.put("penumbra.instance", "other");
        properties.put("penumbra.tally.state-dir", folder.resolve("other").toString());
        properties.put("penumbra.drift.reference-period", "5m");
        properties.put("penumbra.drift.share-tolerance", "0.005");
        return properties;
    }

    private static JsonNode get(PenumbraProcess process, String path) {
        return process.rest(path)
                .map(answer -> {
                    try {
                        return JSON.readTree(answer.body()).path("data");
                    } catch (JsonProcessingException e) {
                        throw new AssertionError(answer.body(), e);
                    }
                })
                .orElseGet(JSON::missingNode);
    }

    private static long scored(PenumbraProcess process) {
        return get(process, "/api/v1/statistics?subgroup=all&model=full")
                .path("rows")
                .path(0)
                .path("scored")
                .asLong();
    }

    private static void awaitScored(PenumbraProcess process, int images) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> scored(process) == images);
    }

    /** All that is said of drift, by model, subgroup and kind. */
    private static Map<String, JsonNode> drift(PenumbraProcess process) {
        var series = new TreeMap<String, JsonNode>();
        get(process, "/api/v1/drift").path("series").forEach(each -> series.put(name(each), each));
        return series;
    }

    private static String name(JsonNode series) {
        return series.path("model").asText() + "/" + series.path("subgroup").asText() + "/"
                + series.path("kind").asText() + "/" + series.path("horizon").asText();
    }

    private static List<String> alarms(Map<String, JsonNode> series) {
        return series.values().stream()
                .filter(each -> each.path("alarm").asBoolean())
                .map(DriftIT::name)
                .toList();
    }

    /** The reference may change once more when the last images of its period are counted. */
    private static void awaitAlarmed(PenumbraProcess process, String model, String subgroup, String kind) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertAlarmed(process, process.metrics(), model, subgroup, kind));
    }

    private static void assertAlarmed(PenumbraProcess process, Page page, String model, String subgroup, String kind) {
        Instant start = Instant.parse(get(process, "/api/v1/references/full")
                .path("reference")
                .path("from")
                .asText());
        Instant scripted = start.plus(Duration.ofMinutes(QUIET_MINUTES));
        JsonNode alarm = get(process, "/api/v1/drift?candidate=" + model + "&subgroup=" + subgroup + "&kind=" + kind)
                .path("series");
        assertThat(alarm).extracting(each -> each.path("horizon").asText()).containsExactly("24h", "30d");
        assertThat(alarm.path(0).path("alarm").asBoolean())
                .as("%s", alarm.path(0))
                .isTrue();
        Instant since = Instant.parse(alarm.path(0).path("since").asText());
        assertThat(since).isBetween(scripted.minusSeconds(120), scripted.plusSeconds(120));
        var labels = Map.of("model", model, "subgroup", subgroup, "kind", kind, "horizon", "24h");
        var withRole = new HashMap<>(labels);
        withRole.put("role", model.equals("full") ? "baseline" : "candidate");
        assertThat(page.value("penumbra_drift_alarm", withRole)).hasValue(1);
        JsonNode shift = alarm.path(0).path("shift");
        assertThat(shift.path("class").asText()).isEqualTo("blond");
        var ends = new HashMap<>(labels);
        ends.put("class", shift.path("class").asText());
        ends.put("direction", shift.path("direction").asText());
        assertThat(page.value("penumbra_drift_from_ratio", ends))
                .hasValue(shift.path("from").path("value").asDouble());
        assertThat(page.value("penumbra_drift_to_ratio", ends))
                .hasValue(shift.path("to").asDouble());
        assertThat(page.value("penumbra_drift_statistic", labels))
                .hasValue(alarm.path(0).path("statistic").asDouble());
        assertThat(page.value("penumbra_drift_since_timestamp_seconds", labels)).hasValue(since.getEpochSecond());
        assertThat(alarm.path(0).path("statistic").asDouble())
                .isGreaterThanOrEqualTo(page.value("penumbra_drift_threshold", Map.of("horizon", "24h"))
                        .orElseThrow());
    }

    @Test
    void picturesOfWomenThatDarkenRaiseTheAlarmOfWomenAlone() {
        int kafkaPort = freePort();
        PenumbraProcess demo = demo(kafkaPort, "female", 0.02, 1200);
        awaitScored(demo, 1200);
        for (String model : List.of("full", "pruned-95", "int8-static")) {
            awaitAlarmed(demo, model, "sex=female", "predicted_class_share");
        }
        assertThat(alarms(drift(demo))).isNotEmpty().noneMatch(name -> name.contains("sex=male"));

        PenumbraProcess other = started(PenumbraProcess.start(other(kafkaPort), "serve"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(drift(other)).isNotEmpty().isEqualTo(drift(demo)));
        Map<String, JsonNode> series = drift(demo);
        other.kill();
        PenumbraProcess again = started(other.again(other(kafkaPort), "serve"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(drift(again)).isEqualTo(series));
    }

    /** Darkness hardly moves what these models say of men, who are seldom blond; far too much light does. */
    @Test
    void overexposedPicturesOfMenRaiseTheAlarmOfMenAlone() {
        PenumbraProcess demo = demo(freePort(), "sex=male", 12, 1500);
        awaitScored(demo, 1500);
        for (String model : List.of("full", "pruned-70")) {
            awaitAlarmed(demo, model, "sex=male", "predicted_class_share");
        }
        assertThat(alarms(drift(demo))).noneMatch(name -> name.contains("sex=female"));
    }
}
