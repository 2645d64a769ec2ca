package io.penumbra.supply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.penumbra.manifests.ManifestsTest;
import io.penumbra.service.PenumbraConfig;
import io.penumbra.service.Topics;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken from others is pinned, and can be renewed. */
class SupplyChainTest {
    private static final Path WORKFLOW = Path.of(".github/workflows/build.yml");
    private static final String DIGEST = "@sha256:[0-9a-f]{64}";

    @TempDir
    private Path folder;

    private static JsonNode workflow() throws IOException {
        return new YAMLMapper().readTree(WORKFLOW.toFile());
    }

    private static List<String> groups(String pattern, Path file) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void everyImageOfOthersHasADigest() throws IOException {
        assertThat(groups("(?m)^ARG \\w+_IMAGE=(.*)$", Path.of("Dockerfile")))
                .hasSize(2)
                .allMatch(image -> image.matches(".+:.+" + DIGEST));
        assertThat(groups("image: \\$\\{\\w+_IMAGE:-(.*)}", Path.of("docker-compose.yml")))
                .filteredOn(image -> !image.startsWith("penumbra:"))
                .hasSize(4)
                .allMatch(image -> image.matches(".+:.+" + DIGEST));
        assertThat(groups("image: (.*)", Path.of("deploy/models/pod.yaml")))
                .hasSize(1)
                .allMatch(image -> image.matches(".+:.+" + DIGEST));
        assertThat(workflow().findValue("container").path("image").asText()).matches(".+:.+" + DIGEST);
    }

    @Test
    void everyActionIsPinnedByItsCommit() throws IOException {
        assertThat(groups("uses: (.*)", WORKFLOW))
                .hasSizeGreaterThan(5)
                .allMatch(action -> action.matches("[\\w./-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void theWorkflowHasNoMoreRightsThanItsStepsNeed() throws IOException {
        JsonNode workflow = workflow();
        assertThat(workflow.path("permissions")).isEqualTo(new ObjectMapper().valueToTree(Map.of("contents", "read")));
        assertThat(workflow.path("jobs").path("check").has("permissions")).isFalse();
        JsonNode image = workflow.path("jobs").path("image");
        assertThat(image.path("needs").asText()).isEqualTo("check");
        assertThat(image.path("if").asText()).isEqualTo("github.event_name == 'push'");
        assertThat(image.path("permissions").properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("contents", "packages", "id-token", "attestations");
        assertThat(image.toString())
                .contains(
                        "cosign sign --yes",
                        "cosign attest --yes --type cyclonedx",
                        "actions/attest-build-provenance@");
        assertThat(workflow.path("jobs").path("check").toString()).contains("\"run\":\".ci/run\"");
        // what an event says is no part of a script
        assertThat(workflow.findValuesAsText("run"))
                .allSatisfy(script -> assertThat(script).doesNotContain("${{"));
    }

    @Test
    void renovateFindsWhatItsPatternsAreFor() throws IOException {
        JsonNode renovate = new ObjectMapper().readTree(new File("renovate.json"));
        assertThat(renovate.path("extends").toString()).contains("docker:pinDigests", "helpers:pinGitHubActionDigests");
        String run = Files.readString(Path.of(".ci/run"));
        List<String> found = renovate.path("customManagers").findValues("matchStrings").stream()
                .flatMap(JsonNode::valueStream)
                .flatMap(pattern ->
                        Pattern.compile(pattern.asText()).matcher(run).results().map(match -> match.group(1)))
                .toList();
        assertThat(found)
                .containsExactlyInAnyOrder(
                        "github.com/rhysd/actionlint",
                        "sigs.k8s.io/kustomize/kustomize/v5",
                        "github.com/prometheus/prometheus",
                        "schemathesis");
    }

    @Test
    void pinWritesTheDigestOfTodayIntoEachFile() throws Exception {
        for (String file : List.of(
                "Dockerfile", "docker-compose.yml", "deploy/pin", "deploy/models/pod.yaml", WORKFLOW.toString())) {
            Path copy = folder.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of(file), copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
        Path docker = folder.resolve("bin/docker");
        Files.createDirectories(docker.getParent());
        // docker buildx imagetools inspect TAG …
        Files.writeString(
                docker, "#!/bin/sh\nprintf 'sha256:%s\\n' \"$(printf %s \"$4\" | sha256sum | cut -c1-64)\"\n");
        assertThat(docker.toFile().setExecutable(true)).isTrue();
        var builder = new ProcessBuilder(folder.resolve("deploy/pin").toString()).redirectErrorStream(true);
        builder.environment().merge("PATH", docker.getParent() + ":", (path, bin) -> bin + path);
        Process pin = builder.start();
        String said = new String(pin.getInputStream().readAllBytes());
        assertThat(pin.waitFor()).as(said).isZero();
        assertThat(said)
                .contains("apache/kafka:", "busybox:", "debian:", "maven:", "eclipse-temurin:", "grafana/grafana:");
        Path compose = folder.resolve("docker-compose.yml");
        assertThat(Files.readString(compose)).isNotEqualTo(Files.readString(Path.of("docker-compose.yml")));
        assertThat(Files.readString(compose).replaceAll(DIGEST, ""))
                .isEqualTo(Files.readString(Path.of("docker-compose.yml")).replaceAll(DIGEST, ""));
    }

    /** The threat model says of each topic who can write there. */
    @Test
    void theThreatModelNamesEveryTopic() throws IOException {
        PenumbraConfig defaults = ManifestsTest.defaults();
        String policy = Files.readString(Path.of("SECURITY.md"));
        assertThat(Topics.all(defaults, defaults.topics().partitions()).stream().map(NewTopic::name))
                .allSatisfy(
                        topic -> assertThat(rows(policy)).as(topic).anyMatch(row -> row.contains("`" + topic + "`")));
    }

    private static List<String> rows(String page) {
        return page.lines().filter(line -> line.startsWith("| `penumbra.")).toList();
    }
}
