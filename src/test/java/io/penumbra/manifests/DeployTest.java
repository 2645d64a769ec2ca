package io.penumbra.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.penumbra.rest.GateAnswer;
import io.penumbra.rest.GateResource;
import io.penumbra.verdict.Decision;
import jakarta.ws.rs.Path;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is to be deployed speaks of the service as it is. */
class DeployTest {
    private static final String GATE =
            GateResource.class.getAnnotation(Path.class).value();

    /** When Argo Rollouts asks again, whatever the interval is. */
    private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(10);

    private static JsonNode yaml(String file) throws IOException {
        return new YAMLMapper().readTree(new File("deploy/" + file));
    }

    /** How long an alert waits. */
    private static Duration patience(String alert) throws IOException {
        return yaml("prometheus/rules/alerts.yml").findParents("alert").stream()
                .filter(rule -> rule.path("alert").asText().equals(alert))
                .map(rule -> Duration.parse("PT" + rule.path("for").asText()))
                .findAny()
                .orElseThrow();
    }

    @Test
    void argoDecidesByTheVerdictAndWaitsWhileItIsOpen() throws IOException {
        JsonNode metric = yaml("argo-rollouts/analysis-template.yaml")
                .path("spec")
                .path("metrics")
                .get(0);
        Map<String, Decision> conditions = Map.of("successCondition", Decision.PASS, "failureCondition", Decision.FAIL);
        conditions.forEach((condition, decision) ->
                assertThat(metric.path(condition).asText()).isEqualTo("result == \"" + decision.text() + "\""));
        assertThat(Arrays.stream(GateAnswer.class.getRecordComponents()).map(RecordComponent::getName))
                .contains("verdict");
        assertThat(metric.path("inconclusiveLimit").asInt()).isEqualTo(720);
        assertThat(metric.path("count").asInt()).isEqualTo(721);
        assertThat(metric.path("consecutiveSuccessLimit").asInt()).isEqualTo(1);
        assertThat(metric.path("failureLimit").asInt(-1)).isZero();
        assertThat(AFTER_AN_ERROR.multipliedBy(
                        metric.path("consecutiveErrorLimit").asInt()))
                .as("somebody is told of an outage before the rollout is given up")
                .isGreaterThan(patience("PenumbraRestoreTooLong"));
        assertThat(metric.path("interval").asText()).isEqualTo("1m");
        JsonNode web = metric.path("provider").path("web");
        assertThat(web.path("url").asText())
                .isEqualTo("{{args.penumbra}}" + GATE + "?candidate={{args.candidate}}&version={{args.version}}");
        assertThat(web.path("jsonPath").asText()).isEqualTo("{$.data.verdict}");
    }

    @Test
    void flaggerPostsToTheWebhookAndReadsTheVerdictsMetric() throws IOException {
        JsonNode analysis = yaml("flagger/canary.yaml").path("spec").path("analysis");
        JsonNode webhook = analysis.path("webhooks").get(0);
        String path = Stream.of(GateResource.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("confirmPromotion"))
                .map((Method method) -> method.getAnnotation(Path.class).value())
                .findFirst()
                .orElseThrow();
        assertThat(webhook.path("type").asText()).isEqualTo("confirm-promotion");
        assertThat(URI.create(webhook.path("url").asText()).getPath()).isEqualTo(GATE + path);
        assertThat(webhook.path("metadata").path("candidate").asText()).isNotBlank();
        JsonNode template = yaml("flagger/metric-template.yaml");
        JsonNode metric = analysis.path("metrics").get(0);
        assertThat(metric.path("templateRef").path("name").asText())
                .isEqualTo(template.path("metadata").path("name").asText());
        assertThat(metric.path("thresholdRange").path("max").asInt(-1)).isZero();
        assertThat(template.path("spec").path("query").asText())
                .contains("penumbra_verdict{model=\"{{ variables.candidate }}\", verdict=\"" + Decision.FAIL.text()
                        + "\"}");
        assertThat(metric.path("templateVariables").has("candidate")).isTrue();
    }
}
