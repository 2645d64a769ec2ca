package io.penumbra.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.penumbra.avatar.Avatars;
import io.penumbra.dashboards.Dashboards;
import io.penumbra.dataset.CelebA;
import io.penumbra.dataset.Sample;
import io.penumbra.dataset.Split;
import io.penumbra.embedded.TestKafka;
import io.penumbra.image.ImageEvent;
import io.penumbra.image.ImageRecords;
import io.penumbra.model.ColourModels;
import io.penumbra.process.Background;
import io.penumbra.service.PenumbraProcess;
import io.penumbra.tally.SentLabel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What dashboards and rules ask, asked of a real Prometheus that scrapes the packaged service at work. */
class PrometheusIT {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int AVATARS = 120;
    private static final URI SOURCE = URI.create("/test");
    private static final Pattern NAME =
            Pattern.compile("\\b(?:\\w+:)?(?:penumbra|kafka|jvm|process)_\\w+(?::\\w+)?|\\bALERTS\\b|\\bup\\b");
    private static final Pattern SELECTOR = Pattern.compile("(" + NAME.pattern() + ")(\\{[^}]*})?");
    private static final Pattern STRINGS = Pattern.compile("\"[^\"]*\"");

    /** What may have no data here, by a part of the expression, and why. Each has to stand in one; the metrics are there all the same. */
    private static final Map<String, String> EMPTY = Map.of(
            "ALERTS{", "no alert fires",
            "penumbra_dead_letters_total{", "no record is refused",
            "penumbra_drift_alarm{", "nothing drifts",
            "penumbra_drift_from_ratio{", "nothing drifts",
            "penumbra_drift_to_ratio{", "nothing drifts",
            "penumbra_drift_statistic{job=\"penumbra\", model=\"pruned\"", "small subgroups have no reference yet",
            "unless on (subgroup) topk(8, ", "there are eight subgroups beside all",
            "penumbra_unreadable_records_total", "every record can be read",
            "penumbra_removed_images_total{", "retention removes nothing");

    /** Metrics that are there only once something has happened. */
    private static final Set<String> UNTIL_IT_HAPPENS = Set.of(
            "ALERTS",
            "penumbra_unreadable_records_total",
            "penumbra_drift_since_timestamp_seconds",
            "penumbra_drift_from_ratio",
            "penumbra_drift_to_ratio");

    /** Event time of one image. */
    private static final Duration EVERY = Duration.ofMillis(200);

    private static final int LABELLED_LATER = 10;

    @TempDir
    private static Path folder;

    private static TestKafka kafka;
    private static PenumbraProcess penumbra;
    private static PrometheusProcess prometheus;
    private static Background traffic;

    @BeforeAll
    static void start() throws IOException {
        var tool = Tool.named("prometheus", "prometheus");
        kafka = new TestKafka();
        penumbra = PenumbraProcess.start(
                Map.of(
                        "kafka.bootstrap.servers",
                        kafka.bootstrapServers(),
                        "penumbra.models",
                        models().toString(),
                        "penumbra.tally.state-dir",
                        folder.resolve("state").toString(),
                        "penumbra.scoring.batch",
                        "16",
                        "penumbra.drift.reference-period",
                        "1m",
                        "penumbra.drift.tolerance",
                        "0.5",
                        "penumbra.drift.share-tolerance",
                        "0.5"),
                "serve");
        prometheus = PrometheusProcess.start(tool, folder, PenumbraProcess.freePort(), penumbra.managementAddress());
        Avatars.write(folder.resolve("avatars"), 78, 1, AVATARS, Split.TEST_ONLY, written -> {});
        List<Sample> samples = CelebA.open(folder.resolve("avatars")).samples().toList();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(penumbra::isReady);
        traffic = Background.start("traffic", () -> send(samples));
        await().atMost(PATIENCE).until(prometheus::isReady);
        // long enough for a rate, and for the meters of partitions that were assigned late
        for (String expression : List.of(
                "penumbra_scored_images{window=\"version\", subgroup=\"all\"} > 150",
                "count_over_time(kafka_consumer_fetch_manager_records_lag{part=\"tally\"}[30s]) > 4",
                "job_subgroup:penumbra_scored_images:expected1h",
                "penumbra_images_needed",
                "penumbra_drift_statistic{kind=\"disagreement\", subgroup=\"all\"}",
                "kafka_consumer_fetch_manager_records_lag{topic=\"penumbra.labels\"}",
                "penumbra_finding{state=\"harmed\"}")) {
            await(expression)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> hasData(expression));
        }
    }

    /** Models that cost next to nothing, with what each file would take after deflate. */
    private static Path models() throws IOException {
        Path file = ColourModels.layOutForAvatars(Files.createDirectory(folder.resolve("models")));
        String said = Pattern.compile("path: ([\\w-]+)\\.onnx")
                .matcher(Files.readString(file))
                .replaceAll(path -> path.group() + ", deflatedBytes: " + deflated(ColourModels.bytes(path.group(1))));
        return Files.writeString(file, said);
    }

    private static int deflated(byte[] bytes) {
        var deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        return deflater.deflate(new byte[2 * bytes.length + 64]);
    }

    /** 30 a second, until it is interrupted, each under an id of its own; minutes of the stream pass in seconds. */
    private static void send(List<Sample> samples) {
        Instant start = Instant.now().minus(Duration.ofHours(2));
        try {
            for (int n = 0; ; n++) {
                Sample sample = samples.get(n % samples.size());
                kafka.producer()
                        .send(ImageRecords.write(
                                "penumbra.images",
                                SOURCE,
                                ImageEvent.of(
                                        "image-" + n,
                                        start.plus(EVERY.multipliedBy(n)),
                                        Optional.of(sample.label()),
                                        sample.subgroups(),
                                        "image/jpeg",
                                        sample.read())));
                if (n % LABELLED_LATER == 0) {
                    kafka.producer()
                            .send(SentLabel.of("image-" + n, sample.label()).record("penumbra.labels"));
                }
                Thread.sleep(33);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {traffic, prometheus, penumbra, kafka}) {
            if (each != null) {
                each.close();
            }
        }
    }

    /** Whether a query has a series with a number. */
    private static boolean hasData(String expression) {
        return prometheus.query(expression).stream()
                .map(series -> series.path("value").path(1).asText())
                .anyMatch(value -> !value.equals("NaN"));
    }

    private static Set<String> metrics() {
        var names = new HashSet<String>();
        prometheus.api("label/__name__/values").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The metrics of an expression that have to be there whatever happens. */
    private static Set<String> names(String expression) {
        return NAME.matcher(STRINGS.matcher(expression).replaceAll("\"\""))
                .results()
                .map(MatchResult::group)
                .filter(name -> !UNTIL_IT_HAPPENS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<String> reason(String expression) {
        return EMPTY.entrySet().stream()
                .filter(entry -> expression.contains(entry.getKey()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The expressions as Grafana sends them, by where they stand. */
    private static Map<String, String> dashboards() {
        var expressions = new LinkedHashMap<String, String>();
        Dashboards.json().forEach((file, dashboard) -> {
            for (JsonNode panel : Dashboards.panels(dashboard)) {
                for (JsonNode target : panel.path("targets")) {
                    expressions.put(
                            file + ", " + panel.path("title").asText() + ", "
                                    + target.path("refId").asText(),
                            target.path("expr").asText());
                }
            }
            dashboard
                    .path("annotations")
                    .path("list")
                    .forEach(each -> expressions.put(
                            file + ", annotation " + each.path("name").asText(),
                            each.path("target").path("expr").asText()));
        });
        return expressions;
    }

    private static String chosen(String expression, String window) {
        var values = new HashMap<String, String>(Map.of(
                "job", "penumbra",
                "window", window,
                "candidate", "pruned",
                "baseline", "full",
                "subgroup", "all",
                "class", "blond",
                "metric", "error",
                "kind", "disagreement",
                "percentile", "90"));
        values.put("__rate_interval", "8s");
        values.put("__range", "1m");
        String chosen = expression.replaceAll("=~\"\\$(candidate|subgroup|instance|kind)\"", "=~\".+\"");
        for (var value : values.entrySet()) {
            chosen = chosen.replace("$" + value.getKey(), value.getValue());
        }
        assertThat(chosen).as("no variable is left").doesNotContain("$");
        return chosen;
    }

    @Test
    void everyExpressionOfTheDashboardsReturnsData() {
        Map<String, String> expressions = dashboards();
        Set<String> metrics = metrics();
        var unused = new HashSet<>(EMPTY.keySet());
        assertThat(expressions).hasSizeGreaterThan(100);
        for (String window : List.of("5m", "version")) {
            expressions.forEach((where, template) -> {
                String expression = chosen(template, window);
                Optional<String> reason = reason(expression);
                prometheus.query(expression); // it parses
                assertThat(metrics).as("%s: %s", where, expression).containsAll(names(expression));
                if (reason.isPresent()) {
                    unused.remove(reason.get());
                } else {
                    assertThat(hasData(expression))
                            .as("%s returns data: %s", where, expression)
                            .isTrue();
                }
            });
        }
        assertThat(unused).as("reasons that are not needed").isEmpty();
    }

    @Test
    void everyVariableHasValues() {
        var pattern = Pattern.compile("label_values\\((.+), (\\w+)\\)");
        Dashboards.json().forEach((file, dashboard) -> {
            for (JsonNode variable : dashboard.path("templating").path("list")) {
                var query = pattern.matcher(variable.path("definition").asText());
                if (query.matches()) {
                    String series = chosen(query.group(1), "version");
                    String values = "count by (" + query.group(2) + ") (" + series + ")";
                    assertThat(prometheus.query(values))
                            .as("%s: %s", file, values)
                            .matches(found -> reason(series).isPresent() || !found.isEmpty())
                            .allMatch(found -> found.path("metric").has(query.group(2)));
                }
            }
        });
    }

    @Test
    void everyRuleIsEvaluatedAndEverythingThatItAsksForIsThere() {
        Set<String> metrics = metrics();
        var rules = new ArrayList<JsonNode>();
        prometheus
                .api("rules")
                .path("groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        assertThat(rules).hasSize(30);
        for (JsonNode rule : rules) {
            String name = rule.path("name").asText();
            String expression = rule.path("query").asText();
            assertThat(rule.path("health").asText())
                    .as(name + ": " + rule.path("lastError"))
                    .isEqualTo("ok");
            assertThat(metrics).as(name).containsAll(names(expression));
            if (rule.path("type").asText().equals("recording")) {
                assertThat(hasData(name)).as(name + " returns data").isTrue();
            } else {
                // it is quiet because of the numbers, not because it asks for series that never are
                assertThat(rule.path("state").asText()).as(name).isNotEqualTo("firing");
                selectors(expression)
                        .filter(selector -> reason(selector).isEmpty())
                        .forEach(selector -> assertThat(hasData(selector))
                                .as("%s asks for %s", name, selector)
                                .isTrue());
            }
        }
    }

    private static Stream<String> selectors(String expression) {
        return SELECTOR.matcher(expression).results().map(MatchResult::group);
    }

    @Test
    void lagOfEveryTopicThatIsReadIsThere() {
        for (String topic : List.of("images", "scores", "labels", "tallies", "exemplars")) {
            assertThat(hasData("job_part_topic:kafka_consumer_fetch_manager_records_lag:sum{topic=\"penumbra." + topic
                            + "\"}"))
                    .as(topic)
                    .isTrue();
        }
    }

    @Test
    void seriesOfKafkasClientsAreBounded() {
        // two threads of scoring and tally, five topics of four partitions, and Kafka's hundreds of other figures are
        // not among them
        assertThat(prometheus
                        .query("count({__name__=~\"kafka_.+\"})")
                        .get(0)
                        .path("value")
                        .path(1)
                        .asInt())
                .isBetween(20, 100);
        assertThat(prometheus.query("kafka_consumer_fetch_manager_records_lag{topic=~\".*_.*\"}"))
                .as("topics that are metered twice")
                .isEmpty();
    }

    @Test
    void instanceSaysThatItIsWell() {
        Map.of(
                        "min(penumbra_ready)", 1,
                        "count(penumbra_ready)", 5,
                        "sum(penumbra_view_exporter)", 1,
                        "max(penumbra_restore_remaining_records)", 0,
                        "kafka_stream_client_state", 2)
                .forEach((expression, value) -> assertThat(prometheus
                                .query(expression)
                                .get(0)
                                .path("value")
                                .path(1)
                                .asInt(-1))
                        .as(expression)
                        .isEqualTo(value));
    }
}
