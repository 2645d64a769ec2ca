package io.penumbra.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.penumbra.dashboards.Dashboards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules, their tests and the runbook belong together; Prometheus' own tools find nothing wrong with them. */
class PrometheusRulesTest {
    private static final Path FOLDER = Path.of("deploy/prometheus");

    private static JsonNode yaml(Path file) {
        try {
            return new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(String folder) throws IOException {
        try (var files = Files.list(FOLDER.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        }
    }

    private static Stream<JsonNode> rules(String kind) throws IOException {
        return files("rules").stream()
                .map(PrometheusRulesTest::yaml)
                .flatMap(file -> file.path("groups").valueStream())
                .flatMap(group -> group.path("rules").valueStream())
                .filter(rule -> rule.has(kind));
    }

    @Test
    void everyAlertSaysWhatItIsAndWhatToDo() throws IOException {
        Set<String> sections = Files.readString(FOLDER.resolve("RUNBOOK.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .collect(Collectors.toSet());
        List<JsonNode> alerts = rules("alert").toList();
        assertThat(alerts).hasSize(21);
        assertThat(sections)
                .isEqualTo(
                        alerts.stream().map(rule -> rule.path("alert").asText()).collect(Collectors.toSet()));
        for (JsonNode rule : alerts) {
            String name = rule.path("alert").asText();
            JsonNode annotations = rule.path("annotations");
            assertThat(name).matches("Penumbra([A-Z][a-z]+)+");
            assertThat(rule.path("for").asText()).as(name).matches("[1-9][0-9]*[mh]");
            assertThat(rule.path("labels").path("severity").asText()).as(name).isIn("critical", "warning");
            assertThat(annotations.path("summary").asText()).as(name).hasSizeBetween(10, 120);
            assertThat(annotations.path("description").asText()).as(name).endsWith(".");
            assertThat(URI.create(annotations.path("runbook_url").asText()))
                    .as(name)
                    .hasScheme("https")
                    .hasFragment(name.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void runbookNamesPanelsThatThereAre() throws IOException {
        List<MatchResult> named = Pattern.compile("\\*(\\w+)\\*,? [^*]*?(?:panel|row) \"([^\"]+)\"")
                .matcher(Files.readString(FOLDER.resolve("RUNBOOK.md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(5);
        for (MatchResult each : named) {
            assertThat(Dashboards.json()
                            .get(each.group(1).toLowerCase(Locale.ROOT) + ".json")
                            .path("panels")
                            .findValuesAsText("title"))
                    .as(each.group())
                    .anyMatch(title -> title.replace(" on $subgroup", "").equals(each.group(2)));
        }
    }

    /** In a copy. */
    @Test
    void oneCommandSetsWhereTheRunbookAndTheConsoleLie(@TempDir Path folder) throws IOException, InterruptedException {
        for (String part : List.of("prometheus/rules", "prometheus/tests", "components/monitoring")) {
            Path copy = Files.createDirectories(folder.resolve(part));
            try (var files = Files.list(Path.of("deploy").resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        for (String console : List.of("https://other.example/a/b", "https://watch.example/penumbra/")) {
            new Tool(folder.resolve("components/monitoring/make-rule"))
                    .run(folder, List.of("https://wiki.example/a/b.md", console));
        }
        int alerts = (int) rules("alert").count();
        for (String file : List.of("prometheus/rules/alerts.yml", "components/monitoring/prometheusrule.yaml")) {
            assertThat(Files.readString(folder.resolve(file)).lines().filter(line -> line.contains("runbook_url")))
                    .as(file)
                    .hasSize(alerts)
                    .allMatch(line -> line.contains(" https://wiki.example/a/b.md#penumbra"));
            assertThat(Files.readString(folder.resolve(file)).lines().filter(line -> line.contains("console_url")))
                    .as(file)
                    .isNotEmpty()
                    .allMatch(line -> line.matches(".* https://watch\\.example/penumbra/(candidates/|drift).*"));
        }
        var promtool = Tool.named("promtool", "prometheus");
        promtool.run(folder.resolve("prometheus/tests"), List.of("test", "rules", "service.yml", "candidates.yml"));
    }

    @Test
    void recordedNamesAreLevelMetricOperations() throws IOException {
        assertThat(rules("record").map(rule -> rule.path("record").asText()))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allMatch(
                        name -> name.matches("[a-z_]+:(penumbra|kafka)_[a-z_]+:[a-z0-9_]+"), "level:metric:operations");
    }

    @Test
    void everyAlertIsTestedWithSeriesThatFireAndSeriesThatDoNot() throws IOException {
        List<JsonNode> tests = files("tests").stream()
                .map(PrometheusRulesTest::yaml)
                .flatMap(file -> file.path("tests").valueStream())
                .flatMap(test -> test.path("alert_rule_test").valueStream())
                .toList();
        for (JsonNode rule : rules("alert").toList()) {
            String name = rule.path("alert").asText();
            List<Boolean> fires = tests.stream()
                    .filter(test -> test.path("alertname").asText().equals(name))
                    .map(test -> !test.path("exp_alerts").isEmpty())
                    .toList();
            assertThat(fires).as(name).contains(true, false);
        }
    }

    @Test
    void rulesPassTheirTests() throws IOException, InterruptedException {
        assertRulesPassTheirTests(promtool());
    }

    /** A range begins after its first moment in Prometheus 3, and at it in Prometheus 2, which Debian has. */
    @Test
    void rulesPassTheirTestsInPrometheus3() throws IOException, InterruptedException {
        assertRulesPassTheirTests(promtool3());
    }

    private static Tool promtool() {
        return Tool.named("promtool", "prometheus");
    }

    private static Tool promtool3() {
        return Tool.at("PROMTOOL_3", "a promtool of Prometheus 3");
    }

    private static void assertRulesPassTheirTests(Tool promtool) throws IOException, InterruptedException {
        promtool.run(FOLDER, withFiles("check", "rules"));
        promtool.run(FOLDER, withFiles("test", "tests"));
    }

    private static List<String> withFiles(String verb, String folder) throws IOException {
        return Stream.concat(
                        Stream.of(verb, "rules"),
                        files(folder).stream()
                                .map(file -> FOLDER.relativize(file).toString()))
                .toList();
    }

    @Test
    void configurationIsValid() throws IOException, InterruptedException {
        promtool().run(FOLDER, List.of("check", "config", "prometheus.yml"));
    }

    @Test
    void configurationIsValidInPrometheus3() throws IOException, InterruptedException {
        promtool3().run(FOLDER, List.of("check", "config", "prometheus.yml"));
    }

    @Test
    void alertmanagersConfigurationIsValid() throws IOException, InterruptedException {
        Tool.named("amtool", "prometheus-alertmanager").run(FOLDER, List.of("check-config", "alertmanager.yml"));
    }

    @Test
    void thePageListsEveryAlertWithItsSeverity() throws IOException {
        String page = Files.readString(Path.of("docs/operations.md"));
        rules("alert")
                .forEach(rule -> assertThat(page)
                        .contains("| `" + rule.path("alert").asText() + "` | "
                                + rule.path("labels").path("severity").asText() + " | "));
    }
}
