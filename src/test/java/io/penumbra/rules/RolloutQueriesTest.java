package io.penumbra.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Argo Rollouts and Flagger ask of Prometheus, answered by promtool. */
class RolloutQueriesTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir
    private Path folder;

    private ObjectNode test = new ObjectMapper().createObjectNode();

    private static String resolved(JsonNode query) {
        return query.asText()
                .replaceAll("\\{\\{ ?(args|variables)\\.candidate ?}}", "pruned-95")
                .replaceAll("\\{\\{ ?(args|variables)\\.version ?}}", "v2");
    }

    private static String flagger() throws IOException {
        return resolved(
                YAML.readTree(new File("deploy/flagger/metric-template.yaml")).at("/spec/query"));
    }

    private static String argo() throws IOException {
        return resolved(YAML.readTree(new File("deploy/argo-rollouts/analysis-template.yaml"))
                .at("/spec/metrics/1/provider/prometheus/query"));
    }

    /** The series of one instance, one value a minute; {@code _} is a scrape without the series. */
    private void exported(String instance, String version, String pass, String fail) {
        String labels = "job=\"penumbra\", instance=\"" + instance + "\", model=\"pruned-95\"";
        series("penumbra_verdict{" + labels + ", verdict=\"pass\"}", pass);
        series("penumbra_verdict{" + labels + ", verdict=\"fail\"}", fail);
        series("penumbra_model_version{" + labels + ", version=\"" + version + "\"}", pass.replace('0', '1'));
    }

    private void series(String name, String values) {
        test.withArray("input_series").addObject().put("series", name).put("values", values);
    }

    /** @param value empty if the answer has no value */
    private void answers(String query, String at, OptionalDouble value) {
        ObjectNode expected = test.withArray("promql_expr_test")
                .addObject()
                .put("expr", query)
                .put("eval_time", at);
        value.ifPresent(sample -> expected.withArray("exp_samples")
                .addObject()
                .put("labels", "{}")
                .put("value", sample));
    }

    private void assertAnswered() throws Exception {
        test.put("interval", "1m");
        ObjectNode file = new ObjectMapper().createObjectNode();
        file.putArray("rule_files");
        file.putArray("tests").add(test);
        Files.writeString(folder.resolve("test.yml"), YAML.writeValueAsString(file));
        Tool.named("promtool", "prometheus").run(folder, List.of("test", "rules", "test.yml"));
    }

    @Test
    void queriesNameTheCandidateAndItsVersion() throws IOException {
        assertThat(List.of(flagger(), argo()))
                .allSatisfy(query ->
                        assertThat(query).contains("\"pruned-95\"", "\"v2\"").doesNotContain("{{"));
    }

    @Test
    void verdictIsANumber() throws Exception {
        exported("a", "v2", "0 1 0", "0 0 1");
        answers(argo(), "0m", OptionalDouble.of(0));
        answers(argo(), "1m", OptionalDouble.of(1));
        answers(argo(), "2m", OptionalDouble.of(-1));
        answers(flagger(), "0m", OptionalDouble.of(0));
        answers(flagger(), "1m", OptionalDouble.of(0));
        answers(flagger(), "2m", OptionalDouble.of(1));
        assertAnswered();
    }

    @Test
    void verdictOnTheVersionBeforeCountsForNeither() throws Exception {
        exported("a", "v1", "1 0 0 stale", "0 1 1 stale");
        exported("b", "v2", "_ _ _ 0", "_ _ _ 0");
        answers(argo(), "0m", OptionalDouble.empty());
        answers(argo(), "2m", OptionalDouble.empty());
        answers(argo(), "3m", OptionalDouble.of(0));
        for (String at : List.of("0m", "2m", "3m", "10m")) {
            answers(flagger(), at, OptionalDouble.of(0));
        }
        assertAnswered();
    }

    @Test
    void gapIsBridgedForFlaggerAndDecidesNothingForArgo() throws Exception {
        exported("a", "v2", "0 stale", "1 stale");
        answers(flagger(), "0m", OptionalDouble.of(1));
        answers(flagger(), "14m", OptionalDouble.of(1));
        answers(flagger(), "16m", OptionalDouble.of(0));
        answers(argo(), "0m", OptionalDouble.of(-1));
        answers(argo(), "1m", OptionalDouble.empty());
        assertAnswered();
    }

    @Test
    void withoutASeriesFlaggerGetsAValue() throws Exception {
        series("up{job=\"penumbra\"}", "1");
        answers(flagger(), "0m", OptionalDouble.of(0));
        answers(argo(), "0m", OptionalDouble.empty());
        assertAnswered();
    }
}
