package io.penumbra.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The manifests are as the schemas of their kinds have them: no field that is unknown, missing or of another type, no word but those allowed, no
 * number out of bounds. Of Flagger's kinds no package has schemas: {@link DeployTest} reads what they say.
 */
class SchemasTest {
    private static final String WITHOUT_SCHEMAS = "flagger.app/";
    private static final ObjectMapper YAML = new YAMLMapper();

    /** File, a word of it, what is written in its place, and what is said of that. */
    private static final String WRONG = """
            base/statefulset.yaml              | replicas:          | replica:            | '"replica"' does not exist
            base/statefulset.yaml              | livenessProbe:     | livenessprobe:      | '"livenessprobe"' does not exist
            base/statefulset.yaml              | replicas: 2        | replicas: two       | replicas must be integer
            base/statefulset.yaml              | port: management   | host: management    | must have required property port
            base/statefulset.yaml              | Parallel           | Paralel             | must be equal to one of the allowed values
            base/statefulset.yaml              | 20Gi               | 20GB                | storage must match format "quantity"
            base/statefulset.yaml              | seconds: 5         | seconds: five       | seconds must be integer
            base/networkpolicy.yaml            | podSelector:       | podSelectors:       | '"podSelectors"' does not exist
            base/networkpolicy.yaml            | UDP                | UPD                 | must be equal to one of the allowed values
            base/poddisruptionbudget.yaml      | maxUnavailable: 1  | maxUnavailable: [1] | maxUnavailable must be integer
            base/service.yaml                  | targetPort:        | targetport:         | '"targetport"' does not exist
            components/strimzi/topics.yaml     | partitions:        | partition:          | '"partition"' does not exist
            components/strimzi/topics.yaml     | partitions: 4      | partitions: 0       | partitions must be >= 1
            components/strimzi/topics.yaml     | replicas: 3        | replicas: 32768     | replicas must be <= 32767
            components/strimzi/user.yaml       | [Read]             | [Reed]              | must be equal to one of the allowed values
            components/strimzi/user.yaml       | operations: [Read] | operation: Read     | '"operation"' does not exist
            components/strimzi/user.yaml       | operations: [Read] | host: "*"           | must have required property operations
            components/strimzi/user.yaml       | {type: topic,      | {                   | must have required property type
            components/strimzi/user.yaml       | type: simple       | type: easy          | must be equal to one of the allowed values
            components/strimzi/user.yaml       | scram-sha-512      | scram-sha-256       | must be equal to one of the allowed values
            components/keda/scaledobject.yaml  | triggers:          | trigger:            | '"trigger"' does not exist
            components/keda/scaledobject.yaml  | scaleUp:           | scaleup:            | '"scaleup"' does not exist
            components/keda/scaledobject.yaml  | "400"              | 400                 | lagThreshold must be string
            components/keda/scaledobject.yaml  | type: kafka        | name: kafka         | must have required property type
            components/keda-strimzi/authentication.yaml | secretTargetRef: | secretTargetRefs: | '"secretTargetRefs"' does not exist
            components/keda-strimzi/authentication.yaml | key: password | # key: password  | must have required property key
            components/monitoring/podmonitor.yaml | port: management | prot: management   | '"prot"' does not exist
            components/monitoring/podmonitor.yaml | interval: 15s   | interval: often     | interval must match pattern
            components/monitoring/podmonitor.yaml | port: management | scheme: gopher     | must be equal to one of the allowed values
            components/monitoring/prometheusrule.yaml | expr:       | expression:         | '"expression"' does not exist
            components/monitoring/prometheusrule.yaml | for: 5m     | for: long           | for must match pattern
            argo-rollouts/analysis-template.yaml | failureLimit:    | failureLimits:      | '"failureLimits"' does not exist
            argo-rollouts/analysis-template.yaml | url:             | address:            | must have required property url
            argo-rollouts/analysis-template.yaml | failureLimit: 0  | failureLimit: [0]   | failureLimit must be integer
            models/pod.yaml                    | restartPolicy:     | restart:            | '"restart"' does not exist
            """;

    private static Schemas schemas;

    @BeforeAll
    static void schemas() throws InterruptedException {
        schemas = Schemas.installed();
    }

    private static void hold(List<JsonNode> manifests) throws Exception {
        assertThat(manifests).isNotEmpty();
        assertThat(schemas.complaints(manifests))
                .allSatisfy(complaints -> assertThat(complaints).isEmpty());
    }

    @Test
    void everyFileHolds() throws Exception {
        List<JsonNode> manifests = ManifestsTest.sources("").stream()
                .filter(manifest -> !manifest.path("apiVersion").asText().startsWith(WITHOUT_SCHEMAS))
                .toList();
        assertThat(manifests).hasSizeGreaterThan(10);
        hold(manifests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"development", "production"})
    void everyOverlayHolds(String overlay) throws Exception {
        hold(ManifestsTest.rendered(Path.of("deploy/overlays", overlay)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"strimzi", "monitoring", "keda", "keda strimzi keda-strimzi"})
    void everyComponentHoldsOnTheBaseAlone(String components) throws Exception {
        Path overlay = Files.createDirectories(Path.of("target/overlays", components.replace(' ', '-')));
        Path deploy = overlay.toAbsolutePath().relativize(Path.of("deploy").toAbsolutePath());
        Files.writeString(
                overlay.resolve("kustomization.yaml"),
                YAML.writeValueAsString(Map.of(
                        "resources",
                        List.of(deploy.resolve("base").toString()),
                        "components",
                        Stream.of(components.split(" "))
                                .map(component -> deploy.resolve("components")
                                        .resolve(component)
                                        .toString())
                                .toList())));
        hold(ManifestsTest.rendered(overlay));
    }

    @Test
    void aWrongWordIsRefused() throws Exception {
        var manifests = new ArrayList<JsonNode>();
        var changes = new ArrayList<String>();
        for (String change : WRONG.lines().toList()) {
            String[] cells = change.split(" *\\| *");
            String file = Files.readString(Path.of("deploy", cells[0]));
            assertThat(file).contains(cells[1]);
            for (JsonNode manifest : ManifestsTest.documents(file.replace(cells[1], cells[2]))) {
                manifests.add(manifest);
                changes.add(change);
            }
        }
        List<List<String>> complaints = schemas.complaints(manifests);
        assertThat(WRONG.lines())
                .allSatisfy(change -> assertThat(IntStream.range(0, manifests.size())
                                .filter(i -> changes.get(i).equals(change))
                                .boxed()
                                .flatMap(i -> complaints.get(i).stream()))
                        .anyMatch(complaint -> complaint.contains(change.split(" *\\| *")[3])));
    }
}
