package io.penumbra.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The committed files are what the generator makes, and what it makes holds together. */
class DashboardsTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?:[.:][^}]*)?}|(\\w+))");
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final Pattern ADDRESS = Pattern.compile("/d/([\\w-]+)\\?(\\S*)");

    private static final Map<String, JsonNode> ALL = Dashboards.json();

    /** Rows, and every other panel, also those inside collapsed rows. */
    private static Stream<JsonNode> panels(JsonNode dashboard) {
        return Stream.concat(
                StreamSupport.stream(dashboard.path("panels").spliterator(), false)
                        .filter(panel -> panel.path("type").asText().equals("row")),
                charts(dashboard).stream());
    }

    private static List<JsonNode> charts(JsonNode dashboard) {
        return Dashboards.panels(dashboard);
    }

    private static Set<String> variables(JsonNode dashboard) {
        return StreamSupport.stream(dashboard.path("templating").path("list").spliterator(), false)
                .map(variable -> variable.path("name").asText())
                .collect(Collectors.toSet());
    }

    @Test
    void filesAreWhatTheGeneratorMakes() throws IOException {
        try (var files = Files.list(Dashboards.FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".json")))
                    .containsExactlyInAnyOrderElementsOf(ALL.keySet());
        }
        for (var dashboard : Dashboards.all().entrySet()) {
            assertThat(Dashboards.FOLDER.resolve(dashboard.getKey()))
                    .as("./mvnw -q test-compile exec:java@dashboards writes it")
                    .content()
                    .isEqualTo(dashboard.getValue().json());
        }
    }

    @Test
    void everyPanelSaysWhatItShowsInWhichUnitAndWhatIfNothing() {
        ALL.forEach((file, dashboard) -> charts(dashboard).forEach(panel -> {
            String name = file + ": " + panel.path("title").asText();
            JsonNode defaults = panel.path("fieldConfig").path("defaults");
            assertThat(panel.path("title").asText()).as(name).isNotBlank();
            assertThat(panel.path("description").asText())
                    .as(name)
                    .hasSizeGreaterThan(30)
                    .endsWith(".");
            assertThat(defaults.path("unit").asText()).as(name + ", unit").isNotBlank();
            assertThat(defaults.path("noValue").asText())
                    .as(name + ", empty state")
                    .isNotBlank();
            assertThat(panel.path("targets")).as(name + ", queries").isNotEmpty();
            assertThat(panel.path("datasource").path("uid").asText()).as(name).isEqualTo("${datasource}");
        }));
    }

    @Test
    void cellWithoutAValueDoesNotSayWhatAnEmptyTableSays() {
        ALL.forEach(
                (file, dashboard) -> charts(dashboard).stream()
                        .filter(panel -> panel.path("type").asText().equals("table"))
                        .forEach(
                                panel -> assertThat(panel.at("/fieldConfig/overrides/0")
                                                .toString())
                                        .as(file + ": " + panel.path("title").asText())
                                        .isEqualTo(
                                                "{\"matcher\":{\"id\":\"byRegexp\",\"options\":\"/.*/\"},\"properties\":[{\"id\":\"noValue\",\"value\":\"–\"}]}")));
    }

    @Test
    void idsAreUnique() {
        assertThat(ALL.values().stream().map(dashboard -> dashboard.path("uid").asText()))
                .doesNotHaveDuplicates()
                .hasSize(6);
        ALL.forEach((file, dashboard) -> {
            assertThat(panels(dashboard).map(panel -> panel.path("id").asInt()))
                    .as(file)
                    .doesNotHaveDuplicates();
            charts(dashboard)
                    .forEach(panel -> assertThat(panel.path("targets").findValuesAsText("refId"))
                            .as(file + ": " + panel.path("title").asText())
                            .doesNotHaveDuplicates());
        });
    }

    @Test
    void panelsDoNotOverlapAndStayOnTheGrid() {
        ALL.forEach((file, dashboard) -> {
            var taken = new HashSet<String>();
            panels(dashboard).forEach(panel -> {
                JsonNode place = panel.path("gridPos");
                int right = place.path("x").asInt() + place.path("w").asInt();
                assertThat(right).as(file).isLessThanOrEqualTo(Dashboard.COLUMNS);
                for (int x = place.path("x").asInt(); x < right; x++) {
                    for (int y = 0; y < place.path("h").asInt(); y++) {
                        String square = x + "," + (place.path("y").asInt() + y);
                        assertThat(taken.add(square))
                                .as(file + ": " + panel.path("title").asText() + " at " + square)
                                .isTrue();
                    }
                }
            });
        });
    }

    @Test
    void everyVariableThatIsUsedIsDeclaredAndTheOtherWayRound() {
        ALL.forEach((file, dashboard) -> {
            Set<String> used = VARIABLE.matcher(dashboard.toString())
                    .results()
                    .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                    .filter(name -> !name.startsWith("__"))
                    .collect(Collectors.toSet());
            assertThat(used).as(file).isEqualTo(variables(dashboard));
        });
    }

    @Test
    void everyLinkLeadsToADashboardThatTakesItsChoices() {
        Map<String, JsonNode> byUid = ALL.values().stream()
                .collect(Collectors.toMap(dashboard -> dashboard.path("uid").asText(), dashboard -> dashboard));
        ALL.forEach((file, dashboard) -> {
            List<MatchResult> addresses = new ArrayList<>();
            dashboard
                    .findValuesAsText("url")
                    .forEach(url ->
                            addresses.addAll(ADDRESS.matcher(url).results().toList()));
            for (MatchResult address : addresses) {
                assertThat(byUid).as(file).containsKey(address.group(1));
                assertThat(address.group(2).split("&"))
                        .as("%s to %s: what is chosen for all dashboards", file, address.group(1))
                        .contains("${datasource:queryparam}", "${job:queryparam}", "${rest:queryparam}");
                Set<String> theirs = variables(byUid.get(address.group(1)));
                for (String choice : address.group(2).split("&")) {
                    String name = choice.startsWith("var-")
                            ? choice.substring("var-".length(), choice.indexOf('='))
                            : choice.replaceAll("\\$\\{(\\w+).*", "$1");
                    if (!name.startsWith("__")) {
                        assertThat(theirs).as(file + " to " + address.group()).contains(name);
                    }
                }
            }
        });
        assertThat(ALL.get("fleet.json").toString())
                .as("from overview to detail")
                .contains("/d/" + Subgroups.UID, "/d/" + Rollout.UID, "/d/" + Exemplars.UID, "/d/" + Pipeline.UID);
    }

    @Test
    void coloursAreThoseThatEverybodyTellsApart() {
        Set<String> palette = Set.of(
                Palette.GREY,
                Palette.ORANGE,
                Palette.SKY,
                Palette.GREEN,
                Palette.BLUE,
                Palette.VERMILLION,
                Palette.PURPLE);
        assertThat(palette).allSatisfy(colour -> {
            for (String background : List.of("#181b1f", "#111217", "#ffffff", "#f4f5f5")) {
                assertThat(contrast(colour, background))
                        .as(colour + " on " + background)
                        .isGreaterThanOrEqualTo(3);
            }
        });
        assertThat(contrast("#999999", "#ffffff")).as("too pale").isLessThan(3);
        ALL.forEach((file, dashboard) -> {
            String json = dashboard.toString();
            assertThat(COLOUR.matcher(json).results().map(MatchResult::group))
                    .as(file)
                    .isNotEmpty()
                    .allMatch(palette::contains);
            assertThat(json).as(file).doesNotContain("palette-classic", "continuous-", "shades");
            assertThat(dashboard.findValuesAsText("fixedColor"))
                    .as(file)
                    .allMatch(colour -> palette.contains(colour) || colour.equals(Palette.TEXT));
        });
    }

    /** By WCAG 2: from 1 to 21. */
    private static double contrast(String one, String other) {
        double[] bright =
                DoubleStream.of(luminance(one), luminance(other)).sorted().toArray();
        return (bright[1] + 0.05) / (bright[0] + 0.05);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        return IntStream.range(0, 3)
                .mapToDouble(i -> {
                    double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
                    return weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
                })
                .sum();
    }

    private static Optional<JsonNode> property(JsonNode panel, String column, String id) {
        return StreamSupport.stream(panel.at("/fieldConfig/overrides").spliterator(), false)
                .filter(override -> override.at("/matcher/options").asText().equals(column))
                .flatMap(override ->
                        StreamSupport.stream(override.path("properties").spliterator(), false))
                .filter(property -> property.path("id").asText().equals(id))
                .findFirst()
                .map(property -> property.path("value"));
    }

    /** Of a browser 1,280 pixels wide, less Grafana's margins. */
    @Test
    void tablesShowNamesWholeAndFitANarrowScreen() {
        Set<String> names =
                Set.of("Candidate", "Verdict", "Model", "Subgroup", "Worst subgroup", "Metric", "State", "What");
        ALL.forEach((file, dashboard) -> charts(dashboard).stream()
                .filter(panel -> panel.path("type").asText().equals("table"))
                .filter(panel -> !panel.path("title").asText().startsWith("Alerts"))
                .forEach(panel -> {
                    String name = file + ": " + panel.path("title").asText();
                    int least =
                            panel.at("/fieldConfig/defaults/custom/minWidth").asInt(100);
                    int wide = 0;
                    for (JsonNode transformation : panel.path("transformations")) {
                        for (JsonNode column : transformation.at("/options/renameByName")) {
                            Optional<JsonNode> width = property(panel, column.asText(), "custom.width");
                            if (names.contains(column.asText())) {
                                assertThat(width)
                                        .as(name + ", " + column.asText())
                                        .isPresent();
                            }
                            wide += width.map(JsonNode::asInt).orElse(least);
                        }
                    }
                    int there = 1240 * panel.at("/gridPos/w").asInt() / Dashboard.COLUMNS;
                    assertThat(wide).as(name + " in pixels").isLessThanOrEqualTo(there);
                }));
    }

    @Test
    void atMostTwelvePanelsAreOpen() {
        ALL.forEach((file, dashboard) -> {
            int open = 0;
            for (JsonNode panel : dashboard.path("panels")) {
                boolean metrics = panel.path("repeat").asText().equals("metric");
                open += panel.path("type").asText().equals("row") ? 0 : metrics ? 3 : 1;
            }
            assertThat(open).as(file).isBetween(1, 12);
        });
    }

    @Test
    void fleetAnswersFirstWhatMayShipAndWhoIsHarmed() {
        assertThat(charts(ALL.get("fleet.json")).stream().limit(2))
                .extracting(
                        panel -> panel.path("title").asText(),
                        panel -> panel.at("/gridPos/y").asInt() < 18)
                .containsExactly(tuple("Candidates", true), tuple("Who is harmed", true));
    }

    @Test
    void everyStateIsWrittenWithASymbol() {
        ALL.forEach((file, dashboard) -> dashboard.findValues("mappings").stream()
                .flatMap(mappings -> StreamSupport.stream(mappings.spliterator(), false))
                .flatMap(mapping -> StreamSupport.stream(mapping.path("options").spliterator(), false))
                .filter(state -> state.has("color"))
                .forEach(state ->
                        assertThat(state.path("text").asText()).as(file).matches("\\W .+")));
    }

    @Test
    void linesOfOneColourOfTheirOwnDifferInStyleOrName() {
        ALL.forEach((file, dashboard) -> charts(dashboard).forEach(panel -> {
            var looks = new ArrayList<String>();
            panel.path("fieldConfig").path("overrides").forEach(override -> {
                if (override.path("matcher").path("id").asText().equals("byFrameRefID")) {
                    looks.add(override.path("properties").toString());
                }
            });
            assertThat(looks)
                    .as(file + ": " + panel.path("title").asText())
                    .filteredOn(look -> !look.contains("lineWidth"))
                    .doesNotHaveDuplicates();
        }));
    }

    @Test
    void manyLinesOfOneQueryAreNamedInTheOrderInWhichTheyEnd() {
        ALL.forEach((file, dashboard) -> charts(dashboard).stream()
                .filter(panel -> panel.path("type").asText().equals("timeseries"))
                .filter(panel -> panel.path("targets").findValuesAsText("legendFormat").stream()
                        .anyMatch(legend -> legend.contains("{{")))
                .forEach(panel -> {
                    String name = file + ": " + panel.path("title").asText();
                    JsonNode legend = panel.path("options").path("legend");
                    assertThat(legend.path("displayMode").asText()).as(name).isEqualTo("table");
                    assertThat(legend.path("calcs").path(0).asText()).as(name).isEqualTo("lastNotNull");
                    assertThat(legend.path("sortBy").asText()).as(name).isEqualTo("Last *");
                    assertThat(legend.path("sortDesc").asBoolean()).as(name).isTrue();
                    assertThat(panel.path("options")
                                    .path("tooltip")
                                    .path("sort")
                                    .asText())
                            .as(name)
                            .isEqualTo("desc");
                }));
    }

    @Test
    void grafanaFindsItsDataAndTheFiles() throws IOException {
        Path provisioning = Dashboards.FOLDER.resolve("provisioning");
        JsonNode sources = new YAMLMapper()
                .readTree(provisioning.resolve("datasources/penumbra.yml").toFile());
        JsonNode prometheus = new YAMLMapper()
                .readTree(Path.of("deploy/prometheus/prometheus.yml").toFile());
        JsonNode source = sources.path("datasources").path(0);
        assertThat(source.path("type").asText()).isEqualTo("prometheus");
        assertThat(source.path("jsonData").path("timeInterval").asText())
                .isEqualTo(prometheus.path("global").path("scrape_interval").asText());
        JsonNode provider = new YAMLMapper()
                .readTree(provisioning.resolve("dashboards/penumbra.yml").toFile())
                .path("providers")
                .path(0);
        assertThat(provider.path("type").asText()).isEqualTo("file");
        assertThat(provider.path("options").path("path").asText()).isNotBlank();
    }

    @Test
    void bandsFindTheirLowerEdge() {
        ALL.forEach((file, dashboard) -> charts(dashboard).forEach(panel -> {
            List<String> legends = panel.path("targets").findValuesAsText("legendFormat");
            panel.path("fieldConfig").path("overrides").findParents("id").stream()
                    .filter(property -> property.path("id").asText().equals("custom.fillBelowTo"))
                    .forEach(property -> assertThat(property.path("value").asText())
                            .as(file + ": " + panel.path("title").asText())
                            .isIn(legends)
                            .doesNotContain("$"));
        }));
        assertThat(ALL.toString()).contains("custom.fillBelowTo");
    }
}
