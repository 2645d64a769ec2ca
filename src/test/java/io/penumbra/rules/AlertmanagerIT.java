package io.penumbra.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penumbra.service.PenumbraProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Alertmanager tells of alerts that fire together, and in how many messages. */
class AlertmanagerIT {
    private static final Path CONFIGURATION = Path.of("deploy/prometheus/alertmanager.yml");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path folder;

    private static Process process;
    private static String url;

    @BeforeAll
    static void start() throws IOException {
        var tool = Tool.named("prometheus-alertmanager", "prometheus-alertmanager");
        int port = PenumbraProcess.freePort();
        url = "http://127.0.0.1:" + port;
        process = new ProcessBuilder(
                        tool.path().toString(),
                        "--config.file=" + CONFIGURATION,
                        "--storage.path=" + folder,
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("alertmanager.log").toFile())
                .start();
        await().atMost(PATIENCE).until(AlertmanagerIT::isReady);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private static boolean isReady() {
        assertThat(process.isAlive()).isTrue();
        try {
            return send(HttpRequest.newBuilder(URI.create(url + "/-/ready"))).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> alert(String name, String... labels) {
        var all = Stream.iterate(0, i -> i < labels.length, i -> i + 2)
                .collect(Collectors.toMap(i -> labels[i], i -> labels[i + 1]));
        all.put("alertname", name);
        return all;
    }

    /** Lets alerts of a job fire, and looks at their groups until they are as a test says. */
    private static void fire(String job, List<Map<String, String>> alerts, Consumer<List<JsonNode>> expected)
            throws IOException {
        var body = alerts.stream()
                .peek(labels -> labels.put("job", job))
                .map(labels -> Map.of("labels", labels))
                .toList();
        var post = HttpRequest.newBuilder(URI.create(url + "/api/v2/alerts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        assertThat(send(post).statusCode()).isEqualTo(200);
        // a symptom may be seen before its cause is
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<JsonNode> groups = JSON.readTree(
                            send(HttpRequest.newBuilder(URI.create(url + "/api/v2/alerts/groups?filter=job%3D" + job)))
                                    .body())
                    .valueStream()
                    .toList();
            assertThat(alerts(groups)).as("%s", groups).hasSize(alerts.size());
            expected.accept(groups);
        });
    }

    private static Stream<JsonNode> alerts(List<JsonNode> groups) {
        return groups.stream().flatMap(group -> group.path("alerts").valueStream());
    }

    private static String state(JsonNode alert) {
        return alert.path("status").path("state").asText();
    }

    /** Name and receiver of what is told. */
    private static Set<String> told(List<JsonNode> groups) {
        return alerts(groups)
                .filter(alert -> state(alert).equals("active"))
                .map(alert -> alert.path("labels").path("alertname").asText() + " to "
                        + alert.path("receivers").path(0).path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void instancesThatAreAllDownArePagedOnce() throws IOException {
        fire(
                "down",
                List.of(
                        alert("PenumbraInstanceNotReady", "severity", "critical", "instance", "a"),
                        alert("PenumbraNoViewExporter", "severity", "critical"),
                        alert("PenumbraStreamSilent", "severity", "warning")),
                groups -> assertThat(told(groups)).containsExactly("PenumbraInstanceNotReady to page"));
    }

    @Test
    void viewThatNobodyExportsIsPagedWhereAllAreReady() throws IOException {
        fire(
                "ready",
                List.of(alert("PenumbraNoViewExporter", "severity", "critical")),
                groups -> assertThat(told(groups)).containsExactly("PenumbraNoViewExporter to page"));
    }

    @Test
    void gateThatFailsAndTheHarmBehindItAreOneMessageForEachModel() throws IOException {
        fire(
                "gate",
                List.of(
                        alert("PenumbraGateFailed", "severity", "warning", "model", "pruned"),
                        alert("PenumbraSubgroupHarmShown", "severity", "warning", "model", "pruned", "subgroup", "old"),
                        alert("PenumbraSubgroupHarmShown", "severity", "warning", "model", "pruned", "subgroup", "men"),
                        alert("PenumbraDisagreementRising", "severity", "warning", "model", "pruned"),
                        alert("PenumbraGateFailed", "severity", "warning", "model", "int8")),
                groups -> {
                    assertThat(told(groups))
                            .containsExactly("PenumbraGateFailed to ticket", "PenumbraSubgroupHarmShown to ticket");
                    assertThat(groups.stream()
                                    .filter(group -> alerts(List.of(group))
                                            .anyMatch(alert -> state(alert).equals("active")))
                                    .map(group ->
                                            group.path("labels").path("model").asText() + ": "
                                                    + group.path("alerts").size()))
                            .containsExactlyInAnyOrder("pruned: 3", "int8: 1");
                });
    }

    private static Map<String, String> drift(String model, String kind, String subgroup) {
        return drift(model, kind, subgroup, "24h");
    }

    /** As the rule gives it. */
    private static Map<String, String> drift(String model, String kind, String subgroup, String horizon) {
        String[] values = subgroup.split(",");
        Map<String, String> alert = alert(
                "PenumbraDriftAlarm",
                "severity",
                "warning",
                "model",
                model,
                "role",
                model.equals("full") ? "baseline" : "candidate",
                "kind",
                kind,
                "subgroup",
                subgroup,
                "horizon",
                horizon);
        for (int i = 0; i < 3; i++) {
            alert.put("within_" + (i + 1), values[Math.min(i, values.length - 1)]);
        }
        return alert;
    }

    /** Of the alarms that are told: model, kind, subgroup and horizon. */
    private static List<String> drifted(List<JsonNode> groups) {
        return alerts(groups)
                .filter(alert -> state(alert).equals("active"))
                .map(alert -> alert.path("labels"))
                .map(labels -> labels.path("model").asText() + " "
                        + labels.path("kind").asText() + " "
                        + labels.path("subgroup").asText() + " "
                        + labels.path("horizon").asText())
                .toList();
    }

    @Test
    void driftOfAllImagesIsOneAlertOfTheBaseline() throws IOException {
        var alerts = Stream.of("full", "pruned", "int8")
                .flatMap(model -> Stream.of("all", "sex=male", "age=old", "age=old,sex=male")
                        .map(subgroup -> drift(model, "predicted_class_share", subgroup)))
                .collect(Collectors.toCollection(ArrayList::new));
        alerts.add(drift("pruned", "harm", "sex=male"));
        fire("drift-all", alerts, groups -> {
            assertThat(drifted(groups))
                    .containsExactlyInAnyOrder("full predicted_class_share all 24h", "pruned harm sex=male 24h");
            assertThat(groups).as("one message").hasSize(1);
        });
    }

    @Test
    void driftOfAnAttributesValueSpeaksForItsIntersectionsAlone() throws IOException {
        fire(
                "drift-men",
                List.of(
                        drift("pruned", "disagreement", "sex=male"),
                        drift("pruned", "disagreement", "age=old,sex=male"),
                        drift("pruned", "disagreement", "age=old,race=x,sex=male"),
                        drift("pruned", "disagreement", "age=old,sex=female"),
                        drift("pruned", "disagreement", "race=y"),
                        drift("pruned", "disagreement", "age=young,race=y,sex=female"),
                        drift("int8", "disagreement", "age=old,sex=male")),
                groups -> assertThat(drifted(groups))
                        .containsExactlyInAnyOrder(
                                "pruned disagreement sex=male 24h",
                                "pruned disagreement age=old,sex=female 24h",
                                "pruned disagreement race=y 24h",
                                "int8 disagreement age=old,sex=male 24h"));
    }

    @Test
    void driftOfTheBaselineSpeaksForTheCandidatesOfTheSameSubgroup() throws IOException {
        fire(
                "drift-baseline",
                List.of(
                        drift("full", "predicted_class_share", "sex=male"),
                        drift("pruned", "predicted_class_share", "sex=male"),
                        drift("pruned", "predicted_class_share", "sex=female"),
                        alert(
                                "PenumbraDisagreementRising",
                                "severity",
                                "warning",
                                "model",
                                "pruned",
                                "subgroup",
                                "sex=female"),
                        alert(
                                "PenumbraDisagreementRising",
                                "severity",
                                "warning",
                                "model",
                                "pruned",
                                "subgroup",
                                "sex=male"),
                        drift("pruned", "disagreement", "sex=male")),
                groups -> {
                    assertThat(drifted(groups))
                            .containsExactlyInAnyOrder(
                                    "full predicted_class_share sex=male 24h",
                                    "pruned predicted_class_share sex=female 24h",
                                    "pruned disagreement sex=male 24h",
                                    "pruned  sex=female ");
                });
    }

    /** Slow drift may stand for weeks. */
    @Test
    void slowDriftSilencesSlowDriftAlone() throws IOException {
        fire(
                "drift-slow",
                List.of(
                        drift("full", "predicted_class_share", "all", "30d"),
                        drift("full", "predicted_class_share", "sex=male", "30d"),
                        drift("pruned", "predicted_class_share", "all", "30d"),
                        drift("full", "predicted_class_share", "sex=male", "24h"),
                        drift("full", "predicted_class_share", "age=old,sex=male", "24h"),
                        drift("pruned", "predicted_class_share", "sex=female", "24h"),
                        drift("pruned", "disagreement", "sex=male", "30d"),
                        drift("pruned", "disagreement", "age=old,sex=male", "24h")),
                groups -> assertThat(drifted(groups))
                        .containsExactlyInAnyOrder(
                                "full predicted_class_share all 30d",
                                "full predicted_class_share sex=male 24h",
                                "pruned predicted_class_share sex=female 24h",
                                "pruned disagreement sex=male 30d",
                                "pruned disagreement age=old,sex=male 24h"));
    }

    /** Both detectors find sudden drift. */
    @Test
    void suddenDriftOfASeriesIsToldOnce() throws IOException {
        fire(
                "drift-sudden",
                List.of(
                        drift("full", "subgroup_share", "sex=male", "24h"),
                        drift("full", "subgroup_share", "sex=male", "30d"),
                        drift("full", "subgroup_share", "age=old", "30d")),
                groups -> assertThat(drifted(groups))
                        .containsExactlyInAnyOrder(
                                "full subgroup_share sex=male 24h", "full subgroup_share age=old 30d"));
    }

    @Test
    void lagIsNotToldBesideScoringThatIsTooSlow() throws IOException {
        fire(
                "slow",
                List.of(
                        alert("PenumbraScoringSlowerThanStream", "severity", "warning", "part", "scoring"),
                        alert("PenumbraLagGrowing", "severity", "warning", "part", "scoring"),
                        alert("PenumbraLagGrowing", "severity", "warning", "part", "tally")),
                groups -> {
                    assertThat(told(groups))
                            .containsExactly(
                                    "PenumbraLagGrowing to ticket", "PenumbraScoringSlowerThanStream to ticket");
                    assertThat(alerts(groups).filter(alert -> state(alert).equals("suppressed")))
                            .hasSize(1);
                });
    }
}
