package io.penumbra.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dashboards are as Grafana's own schemas have them, which Go's tool fetches. */
class GrafanaSchemasTest {
    private static final String SDK = "github.com/grafana/grafana-foundation-sdk@v0.0.18";
    private static final String SUM = "h1:0GR40UyEndnlc2UEsd+tnruj6oDRw4t0HXwhNxeLbMk=";

    @TempDir
    private static Path folder;

    private static GrafanaSchemas schemas;

    /** Skips the tests, aloud, where they cannot be had; where {@code CONTAINERS} is {@code required}, that is a failure. */
    @BeforeAll
    static void fetch() throws InterruptedException {
        try {
            schemas = new GrafanaSchemas(fetched().resolve("jsonschema"));
        } catch (IOException e) {
            assertThat(System.getenv("CONTAINERS")).as(e.getMessage()).isNotEqualTo("required");
            System.out.println(
                    "SKIPPED: dashboards beside Grafana's schemas, since Go does not fetch them: " + e.getMessage());
            abort(e.getMessage());
        }
    }

    private static Path fetched() throws IOException, InterruptedException {
        Path printed = folder.resolve("module.json");
        Process go = new ProcessBuilder("go", "mod", "download", "-modcacherw", "-json", SDK)
                .directory(folder.toFile())
                .redirectOutput(printed.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        if (!go.waitFor(2, TimeUnit.MINUTES)) {
            go.destroyForcibly();
            throw new IOException(SDK + " did not come within 2 min");
        }
        JsonNode module = new ObjectMapper().readTree(printed.toFile());
        if (go.exitValue() != 0) {
            throw new IOException(module.path("Error").asText(SDK));
        }
        assertThat(module.path("Sum").asText()).isEqualTo(SUM);
        return Path.of(module.path("Dir").asText());
    }

    @Test
    void dashboardsAreAsGrafanaHasThem() {
        Dashboards.json()
                .forEach((file, dashboard) ->
                        assertThat(schemas.faults(dashboard)).as(file).isEmpty());
    }

    /** The part of the first dashboard or panel that has it, and a member that is set to what is wrong. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
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
                    stat           | /options                                  | colorMode       | "loud"
                    stat           | /options/reduceOptions                    | calc            | []
                    stat           | /fieldConfig/defaults/mappings/0          | type            | "values"
                    table          | /options                                  | cellHeight      | "tiny"
                    table          | /targets/0                                | format          | "tables"
                    table          | /transformations/0                        | option          | {}
                    table          | /fieldConfig/overrides/0/properties/0     | value           | [{"titel": "a", "url": "b"}]
                    bargauge       | /options                                  | displayMode     | "basics"
                    bargauge       | /fieldConfig/defaults/links/0             | target          | true
                    state-timeline | /options                                  | showValue       | "ever"
                    state-timeline | /fieldConfig/defaults/custom              | fill            | 3
                    """)
    void whatGrafanaDoesNotKnowIsFound(String type, String part, String member, String value) throws IOException {
        for (JsonNode dashboard : Dashboards.json().values()) {
            JsonNode changed = type.equals("dashboard")
                    ? dashboard
                    : dashboard
                            .path("panels")
                            .valueStream()
                            .filter(panel -> panel.path("type").asText().equals(type))
                            .findFirst()
                            .orElse(MissingNode.getInstance());
            if (changed.at(part == null ? "" : part) instanceof ObjectNode object) {
                object.set(member, new ObjectMapper().readTree(value));
                assertThat(schemas.faults(dashboard)).isNotEmpty();
                return;
            }
        }
        fail("there is no %s with %s", type, part);
    }
}
