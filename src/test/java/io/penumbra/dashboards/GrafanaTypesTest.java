package io.penumbra.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dashboards are of the types that Grafana publishes for them: the compiler of TypeScript reads each as a literal. */
class GrafanaTypesTest {
    private static final Path TYPES = Path.of("src/test/grafana");
    private static final String INSTALL =
            "npm ci --prefer-offline --fetch-retries=1 --ignore-scripts --no-audit --no-fund";
    private static final String COMPILE = "node_modules/.bin/tsc --pretty false";
    private static final Pattern FAULT = Pattern.compile("(?m)^(.+)\\.ts\\(\\d+,\\d+\\): error .+$");

    /** The part of the first dashboard or panel that has it, and a member that is set to what is wrong. */
    private static final String WRONG = """
            dashboard      | /time                                     | form            | "now-1h"
            dashboard      | /templating/list/0                        | type            | "datasauce"
            dashboard      | /templating/list/1                        | hide            | 7
            dashboard      | /annotations/list/0                       | expr            | 1
            dashboard      | /annotations/list/0/target                | expression      | "up"
            dashboard      | /links/0                                  | keepTime        | "yes"
            row            |                                           | colapsed        | true
            timeseries     |                                           | type            | "timeserie"
            timeseries     |                                           | repeatDirection | "x"
            timeseries     | /gridPos                                  | w               | "8"
            timeseries     | /options/legend                           | displayMode     | "tabular"
            timeseries     | /options/tooltip                          | sort            | "down"
            timeseries     | /fieldConfig/defaults                     | unit            | "percentuint"
            timeseries     | /fieldConfig/defaults/color               | mode            | "shade"
            timeseries     | /fieldConfig/defaults/custom              | drawStyle       | "lines"
            timeseries     | /fieldConfig/defaults/thresholds/steps/0  | colour          | "red"
            timeseries     | /fieldConfig/overrides/0/properties/0     | id              | "colour"
            timeseries     | /fieldConfig/overrides/0/properties/1     | id              | "custom.lineStile"
            timeseries     | /fieldConfig/overrides/0/properties/1     | value           | {"fill": "dots"}
            timeseries     | /targets/0                                | expression      | "up"
            timeseries     | /fieldConfig/overrides/0/properties/0     | value           | "#000000"
            stat           | /options                                  | colorMode       | "loud"
            stat           | /options/reduceOptions                    | calc            | []
            stat           | /fieldConfig/defaults                     | custom          | {"drawStyle": "line"}
            stat           | /fieldConfig/defaults/mappings/0          | type            | "values"
            table          | /options                                  | cellHeight      | "tiny"
            table          | /targets/0                                | format          | "tables"
            table          | /transformations/0                        | option          | {}
            table          | /fieldConfig/overrides/0/properties/0     | value           | 0
            table          | /fieldConfig/overrides/0/properties/0     | value           | [{"titel": "a", "url": "b"}]
            bargauge       | /options                                  | displayMode     | "basics"
            bargauge       | /fieldConfig/defaults/links/0             | target          | true
            state-timeline | /options                                  | showValue       | "ever"
            state-timeline | /fieldConfig/defaults/custom              | fill            | 3
            """;

    @TempDir
    private static Path folder;

    /** Skips the tests, aloud, where the types cannot be had; where {@code CONTAINERS} is {@code required}, that is a failure. */
    @BeforeAll
    static void install() throws InterruptedException {
        try {
            for (String file : List.of("package.json", "package-lock.json", "tsconfig.json", "dashboard.ts")) {
                Files.copy(TYPES.resolve(file), folder.resolve(file));
            }
            run(0, INSTALL);
        } catch (IOException e) {
            assertThat(System.getenv("CONTAINERS")).as(e.getMessage()).isNotEqualTo("required");
            System.out.println(
                    "SKIPPED: dashboards beside Grafana's types, since npm does not install them: " + e.getMessage());
            abort(e.getMessage());
        }
    }

    /** What a program prints that ends with that code at the most. */
    private static String run(int most, String line) throws IOException, InterruptedException {
        Path printed = folder.resolve("printed");
        Process process = new ProcessBuilder(line.split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(line + " did not end within 2 min");
        }
        if (process.exitValue() > most) {
            throw new IOException(line + " failed: " + Files.readString(printed));
        }
        return Files.readString(printed);
    }

    /** The faults of each that has some, by its name; a line of theirs is that of the JSON. */
    private static Map<String, List<String>> faults(Map<String, String> dashboards)
            throws IOException, InterruptedException {
        for (var dashboard : dashboards.entrySet()) {
            Files.writeString(
                    folder.resolve(dashboard.getKey() + ".ts"),
                    "import type { Dashboard } from \"./dashboard\"; export const it: Dashboard = "
                            + dashboard.getValue());
        }
        try {
            String printed = run(2, COMPILE);
            assertThat(printed.lines().filter(line -> !line.startsWith(" ")))
                    .as("faults of dashboards alone")
                    .allMatch(FAULT.asMatchPredicate());
            return FAULT.matcher(printed)
                    .results()
                    .collect(Collectors.groupingBy(
                            fault -> fault.group(1), Collectors.mapping(MatchResult::group, Collectors.toList())));
        } finally {
            for (String name : dashboards.keySet()) {
                Files.delete(folder.resolve(name + ".ts"));
            }
        }
    }

    private static String wrong(String type, String part, String member, String value) throws IOException {
        for (JsonNode dashboard : Dashboards.json().values()) {
            JsonNode changed = type.equals("dashboard")
                    ? dashboard
                    : dashboard
                            .path("panels")
                            .valueStream()
                            .filter(panel -> panel.path("type").asText().equals(type))
                            .findFirst()
                            .orElse(MissingNode.getInstance());
            if (changed.at(part) instanceof ObjectNode object) {
                object.set(member, new ObjectMapper().readTree(value));
                return dashboard.toPrettyString();
            }
        }
        return fail("there is no %s with %s", type, part);
    }

    @Test
    void dashboardsAreAsGrafanaHasThem() throws IOException, InterruptedException {
        Map<String, String> all = Dashboards.all().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, dashboard -> dashboard.getValue().json()));
        assertThat(faults(all)).isEmpty();
    }

    @Test
    void whatGrafanaDoesNotKnowIsFound() throws IOException, InterruptedException {
        List<String> rows = WRONG.lines().toList();
        var wrong = new HashMap<String, String>();
        for (int row = 0; row < rows.size(); row++) {
            String[] cells = rows.get(row).split(" *\\| *");
            wrong.put("wrong-" + row, wrong(cells[0], cells[1], cells[2], cells[3]));
        }
        Set<String> found = faults(wrong).keySet();
        assertThat(IntStream.range(0, rows.size())
                        .filter(row -> !found.contains("wrong-" + row))
                        .mapToObj(rows::get))
                .isEmpty();
    }
}
