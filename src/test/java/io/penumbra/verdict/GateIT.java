package io.penumbra.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.embedded.TestKafka;
import io.penumbra.rules.PrometheusProcess;
import io.penumbra.rules.Tool;
import io.penumbra.service.PenumbraProcess;
import io.penumbra.wire.v1.Lineup;
import io.penumbra.wire.v1.ModelVersion;
import io.penumbra.wire.v1.Score;
import io.penumbra.wire.v1.Source;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The gate of the packaged service, over REST and from the command line, on scores that somebody else made. */
class GateIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MEMBERS = 3;
    private static final Map<String, Double> MARGINS =
            Map.of("error", 0.01, "false_positive_rate", 0.01, "false_negative_rate", 0.05);
    /** Enough that a candidate that never differs is shown to be safe in each class of each leaf. */
    private static final int ENOUGH = 5600;

    private static TestKafka kafka;

    @TempDir
    private Path folder;

    private final List<PenumbraProcess> processes = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(7);
    private final Map<String, GateRecount.Chosen> chosen = new HashMap<>();
    private int sent;

    @BeforeAll
    static void start() {
        kafka = new TestKafka();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @AfterEach
    void closeAll() {
        processes.forEach(PenumbraProcess::close);
    }

    private static String name(TestInfo test) {
        return test.getTestMethod().orElseThrow().getName();
    }

    private Map<String, String> properties(TestInfo test) {
        String name = name(test);
        var properties = new HashMap<String, String>();
        properties.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        properties.put("kafka.session.timeout.ms", "6000");
        properties.put("kafka.heartbeat.interval.ms", "1000");
        properties.put("penumbra.scoring.enabled", "false");
        properties.put("penumbra.scores.accept", "any");
        properties.put("penumbra.subgroups", "sex,age");
        properties.put("penumbra.group", name);
        properties.put("penumbra.instance", "only");
        properties.put("penumbra.tally.state-dir", folder.resolve("state").toString());
        for (String topic : List.of(
                "scores",
                "tallies",
                "exemplars",
                "references",
                "flips",
                "claims",
                "forgotten",
                "verdicts",
                "scores-dead-letters",
                "labels",
                "labels-dead-letters")) {
            properties.put("penumbra.topics." + topic, name + "." + topic);
        }
        properties.put("penumbra.verdict.candidates.\"watched\".minimum", "1000000");
        properties.put("penumbra.verdict.candidates.\"watched\".exempted[0]", "sex=unheard-of");
        return properties;
    }

    private PenumbraProcess started(PenumbraProcess process) {
        processes.add(process);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(process::isReady);
        return process;
    }

    private static ModelVersion version(String name) {
        return ModelVersion.newBuilder()
                .setName(name)
                .setDigest("digest-of-" + name)
                .setMembers(MEMBERS)
                .build();
    }

    private static final Lineup LINEUP = Lineup.newBuilder()
            .addAllClasses(List.of("not_blond", "blond"))
            .setPositive(1)
            .setBaseline(version("full"))
            .addCandidates(version("same"))
            .addCandidates(version("harmful"))
            .addCandidates(version("watched"))
            .build();

    /** A candidate that is the baseline, one that misses many blond men, and one that differs at random. */
    private Score score() {
        boolean male = sent % 2 == 0;
        boolean old = sent / 2 % 2 == 0;
        boolean blond = sent / 4 % 2 == 0;
        int votes = random.nextInt(10) == 0 ? random.nextInt(MEMBERS + 1) : blond ? MEMBERS : 0;
        var score = Score.newBuilder()
                .setImageId("image-" + sent)
                .setTimeMs(Instant.now().toEpochMilli())
                .setSource(Source.newBuilder().setTopic("elsewhere").setOffset(sent))
                .putSubgroups("sex", male ? "male" : "female")
                .putSubgroups("age", old ? "old" : "young")
                .setLineup(LINEUP);
        if (sent % 41 != 13) {
            score.setLabel(blond ? "blond" : "not_blond");
        }
        int harmful = male && blond && random.nextInt(8) == 0 ? 0 : votes;
        int watched = random.nextInt(20) == 0 ? random.nextInt(MEMBERS + 1) : votes;
        for (int each : new int[] {votes, votes, harmful, watched}) {
            float probability = (each + 0.5f) / (MEMBERS + 1);
            score.addVotes(MEMBERS - each)
                    .addVotes(each)
                    .addProbabilities(1 - probability)
                    .addProbabilities(probability);
        }
        sent++;
        return score.build();
    }

    private void send(TestInfo test, int count) {
        for (int i = 0; i < count; i++) {
            Score score = score();
            kafka.producer()
                    .send(new ProducerRecord<>(
                            name(test) + ".scores", score.getImageIdBytes().toByteArray(), score.toByteArray()));
        }
        kafka.producer().flush();
    }

    /** Chosen labels of images that came, with and without a label of their own. Some claim to be references and are none. */
    private void choose(TestInfo test, int from, int to) {
        for (int i = from; i < to; i++) {
            if (i % 41 != 13 && i % 7 != 3) {
                continue;
            }
            String label = i / 4 % 2 == 0 ? "blond" : "not_blond";
            String why = i % 2 == 0 ? "flip" : "reference";
            String id = "image-" + i;
            chosen.put(id, new GateRecount.Chosen(label, why));
            kafka.producer()
                    .send(new ProducerRecord<>(
                            name(test) + ".labels",
                            id.getBytes(StandardCharsets.UTF_8),
                            ("{\"label\": \"" + label + "\", \"chosen\": \"" + why + "\"}")
                                    .getBytes(StandardCharsets.UTF_8)));
        }
        kafka.producer().flush();
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    private static JsonNode gate(PenumbraProcess process, String candidate) {
        HttpResponse<String> answer =
                process.rest("/api/v1/gate?candidate=" + candidate).orElseThrow();
        // whoever offers an upgrade to HTTP/2 is not taken at their word
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        return json(answer).path("data");
    }

    private void awaitCounted(PenumbraProcess process) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> gate(process, "same").path("scored").asLong() == sent);
    }

    private void assertGateIsThatOfARecount(TestInfo test, PenumbraProcess process) {
        awaitCounted(process);
        List<Score> scores = kafka.committed(name(test) + ".scores").stream()
                .map(record -> {
                    try {
                        return Score.parseFrom(record.value());
                    } catch (InvalidProtocolBufferException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(scores).hasSize(sent);
        for (String candidate : List.of("same", "harmful", "watched")) {
            long minimum = candidate.equals("watched") ? 1_000_000 : 100;
            var recount = new GateRecount(scores, chosen, candidate, MARGINS, 0.05, minimum);
            JsonNode answer = gate(process, candidate);
            assertThat(answer.path("verdict").asText()).as(candidate).isEqualTo(recount.verdict());
            assertThat(answer.path("candidateVersion").asText()).isEqualTo("digest-of-" + candidate);
            Map<String, JsonNode> findings = GateRecount.findings(answer);
            Map<String, String> states = recount.states();
            assertThat(findings).containsOnlyKeys(states.keySet()).hasSize(27);
            recount.questions().forEach((name, question) -> {
                JsonNode finding = findings.get(name);
                assertThat(finding.path("state").asText()).as(name).isEqualTo(states.get(name));
                assertThat(finding.path("labelled").asLong()).as(name).isEqualTo(question.labelled());
                assertThat(finding.path("images").asLong()).as(name).isEqualTo(question.images());
                assertThat(finding.path("regressions").asLong()).as(name).isEqualTo(question.regressions());
                assertThat(finding.path("fixes").asLong()).as(name).isEqualTo(question.fixes());
                assertThat(finding.path("unlabelledFlips").asLong()).as(name).isEqualTo(question.unlabelledFlips());
                assertEvidence(name, finding, "harm", "logHarm", question.harm());
                assertEvidence(name, finding, "safety", "logSafety", question.safety());
                assertThatIntervalEndsWhereEvidenceDoes(finding, question);
            });
        }
    }

    private static void assertEvidence(
            String name, JsonNode finding, String answer, String both, GateRecount.Evidence expected) {
        assertThat(finding.path("sample").path(answer).asDouble()).as(name).isCloseTo(expected.sample(), within(1e-6));
        assertThat(finding.path("audit").path(answer).asDouble()).as(name).isCloseTo(expected.audit(), within(1e-5));
        assertThat(finding.path(both).asDouble()).as(name).isCloseTo(expected.log(), within(1e-5));
    }

    private static void assertThatIntervalEndsWhereEvidenceDoes(JsonNode finding, GateRecount.Question question) {
        long same = question.images() - question.regressions() - question.fixes();
        double lower = finding.path("lower").asDouble();
        double upper = finding.path("upper").asDouble();
        assertThat(GateRecount.logEvidence(question.regressions(), question.fixes(), same, lower))
                .isCloseTo(Math.log(40), within(1e-3));
        assertThat(GateRecount.logEvidence(question.fixes(), question.regressions(), same, -upper))
                .isCloseTo(Math.log(40), within(1e-3));
    }

    /** Runs {@code gate} against a service. */
    private static int gate(PenumbraProcess service, StringBuilder said, String... arguments) {
        var command = new ArrayList<>(List.of("gate", "--url", service.restUrl()));
        command.addAll(List.of(arguments));
        try (var process = PenumbraProcess.start(Map.of(), command.toArray(String[]::new))) {
            int code = process.exitCode(PATIENCE);
            said.append(process.out()).append(process.err());
            return code;
        }
    }

    @Test
    void gateIsThatOfARecountBeforeAndAfterAKill(TestInfo test) {
        PenumbraProcess first = started(PenumbraProcess.start(properties(test), "serve"));
        send(test, 1000);
        assertGateIsThatOfARecount(test, first);
        choose(test, 0, 700);
        await().atMost(PATIENCE).untilAsserted(() -> assertGateIsThatOfARecount(test, first));
        send(test, ENOUGH - 1000);
        choose(test, 700, ENOUGH);
        await().atMost(PATIENCE).until(() -> gate(first, "same").path("scored").asLong() > 1000);
        first.kill();
        PenumbraProcess second = started(first.again(properties(test), "serve"));
        await().atMost(PATIENCE).untilAsserted(() -> assertGateIsThatOfARecount(test, second));

        assertThat(gate(second, "same").path("verdict").asText()).isEqualTo("pass");
        assertThat(gate(second, "harmful").path("verdict").asText()).isEqualTo("fail");
        assertThat(gate(second, "harmful").path("worstSubgroup").asText()).contains("sex=male");
        assertThat(gate(second, "watched").path("reasons").toString())
                .contains("below the minimum of 1,000,000")
                .contains("the exemption sex=unheard-of names a subgroup without an image");
        assertCommandEndsByTheVerdict(second);
        assertFlaggerPromotesAPassAlone(second);
        assertPlanSaysWhatIsMissing(second);
        assertMetricsSayTheSame(second);
    }

    private static void assertPlanSaysWhatIsMissing(PenumbraProcess service) {
        JsonNode plan = json(service.rest("/api/v1/gate/plan?candidate=watched").orElseThrow())
                .path("data");
        assertThat(plan.path("summary").asText()).startsWith("inconclusive: ");
        assertThat(plan.path("questions").size()).isPositive();
        try (var process =
                PenumbraProcess.start(Map.of(), "gate", "plan", "--url", service.restUrl(), "--candidate", "watched")) {
            assertThat(process.exitCode(PATIENCE)).as(process.err()).isZero();
            assertThat(process.out()).startsWith("inconclusive: ").contains("what if", "every margin twice as wide");
        }
    }

    private static void assertCommandEndsByTheVerdict(PenumbraProcess service) {
        var pass = new StringBuilder();
        assertThat(gate(service, pass, "--candidate", "same"))
                .as(pass.toString())
                .isZero();
        assertThat(pass).startsWith("pass: all ").containsPattern("all +error +safe");
        var fail = new StringBuilder();
        assertThat(gate(service, fail, "--candidate", "harmful", "--wait", "1h"))
                .isEqualTo(1);
        assertThat(fail).startsWith("fail: ").containsPattern("sex=male +FNR +harmed");
        var open = new StringBuilder();
        assertThat(gate(service, open, "--candidate", "watched", "--wait", "6s"))
                .isEqualTo(3);
        assertThat(open).startsWith("inconclusive: ").contains("watched is inconclusive: ");
        var unknown = new StringBuilder();
        assertThat(gate(service, unknown, "--candidate", "pruned-59", "--wait", "1h"))
                .isEqualTo(2);
        assertThat(unknown)
                .startsWith("penumbra: " + service.restUrl() + "/api/v1/gate?candidate=pruned-59: ")
                .contains("expected one of [harmful, same, watched]");
    }

    private static void assertFlaggerPromotesAPassAlone(PenumbraProcess service) {
        Map<String, Integer> codes = Map.of("same", 200, "harmful", 409, "watched", 409, "pruned-59", 404);
        codes.forEach((candidate, code) -> {
            HttpResponse<String> response = service.post(
                    "/api/v1/gate/confirm-promotion",
                    "{\"name\": \"classifier\", \"namespace\": \"prod\", \"phase\": \"Progressing\", \"checksum\": \"85d557f47b\", "
                            + "\"metadata\": {\"candidate\": \"" + candidate + "\"}}");
            assertThat(response.statusCode()).as(candidate).isEqualTo(code);
            assertThat(response.body()).as(candidate).contains(candidate);
        });
        assertThat(service.post("/api/v1/gate/confirm-promotion", "{\"name\": \"classifier\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    private static void assertMetricsSayTheSame(PenumbraProcess service) {
        var page = service.metrics();
        Map<String, String> verdicts = Map.of("same", "pass", "harmful", "fail", "watched", "inconclusive");
        verdicts.forEach((model, verdict) -> {
            assertThat(page.value("penumbra_verdict", Map.of("model", model, "verdict", verdict)))
                    .hasValue(1);
            assertThat(page.series("penumbra_verdict{").stream().filter(series -> series.contains("model=" + model)))
                    .hasSize(3);
            GateRecount.findings(gate(service, model)).values().forEach(finding -> {
                Map<String, String> labels = Map.of(
                        "model", model,
                        "subgroup", finding.path("subgroup").asText(),
                        "metric", finding.path("metric").asText(),
                        "class", finding.path("class").asText());
                assertThat(page.value("penumbra_harm_evidence", labels))
                        .hasValue(finding.path("logHarm").asDouble());
                assertThat(page.value("penumbra_safety_evidence", labels))
                        .hasValue(finding.path("logSafety").asDouble());
                assertThat(page.value("penumbra_images_needed", labels).isPresent())
                        .isEqualTo(finding.has("imagesNeeded"));
            });
        });
    }

    @Test
    void waitingEndsWhenTheVerdictIsIn(TestInfo test) throws Exception {
        PenumbraProcess service = started(PenumbraProcess.start(properties(test), "serve"));
        send(test, 200);
        awaitCounted(service);
        try (var waiting = PenumbraProcess.start(
                Map.of(), "gate", "--candidate", "same", "--url", service.restUrl() + "/", "--wait", "10m")) {
            await().atMost(PATIENCE).until(() -> waiting.err().contains("same is inconclusive: "));
            send(test, ENOUGH);
            assertThat(waiting.exitCode(PATIENCE)).isZero();
            assertThat(waiting.out()).startsWith("pass: all ");
        }
    }

    /** Skipped, aloud, where {@code ARGO_TEST} does not name the test that {@code .ci/run} builds; where {@code CONTAINERS} is {@code required}, that is a failure. */
    @Test
    void argoRolloutsDecidesByTheVerdict(TestInfo test, @TempDir Path ofPrometheus) throws Exception {
        String program = System.getenv("ARGO_TEST");
        if (program == null) {
            assertThat(System.getenv("CONTAINERS")).as("ARGO_TEST is not set").isNotEqualTo("required");
            System.out.println("SKIPPED: ARGO_TEST does not name the test of Argo Rollouts (see CONTRIBUTING.md)");
        }
        assumeTrue(program != null, "ARGO_TEST is not set");
        Tool tool = Tool.named("prometheus", "prometheus");
        PenumbraProcess service = started(PenumbraProcess.start(properties(test), "serve"));
        send(test, ENOUGH);
        awaitCounted(service);
        Map<String, String> withoutBroker = properties(test);
        withoutBroker.put("kafka.bootstrap.servers", "127.0.0.1:" + PenumbraProcess.freePort());
        withoutBroker.put("penumbra.tally.state-dir", folder.resolve("other").toString());
        PenumbraProcess starting = PenumbraProcess.start(withoutBroker, "serve");
        processes.add(starting);
        await().atMost(PATIENCE)
                .until(() -> starting.rest("/api/v1/gate?candidate=same")
                        .filter(answer -> answer.statusCode() == 503)
                        .isPresent());
        int port = PenumbraProcess.freePort();
        try (var prometheus = PrometheusProcess.start(tool, ofPrometheus, port, service.managementAddress())) {
            await().atMost(PATIENCE).until(prometheus::isReady);
            await().atMost(PATIENCE)
                    .until(() -> !prometheus
                            .query("penumbra_verdict{model=\"same\", verdict=\"pass\"} == 1")
                            .isEmpty());
            var run = new ProcessBuilder(program, "-test.v").redirectErrorStream(true);
            run.environment()
                    .putAll(Map.of(
                            "ANALYSIS_TEMPLATE",
                            Path.of("deploy/argo-rollouts/analysis-template.yaml")
                                    .toAbsolutePath()
                                    .toString(),
                            "GATE",
                            service.restUrl(),
                            "STARTING_GATE",
                            starting.restUrl(),
                            "PROMETHEUS",
                            "http://127.0.0.1:" + port));
            Process process = run.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            assertThat(said)
                    .contains(
                            "--- PASS: TestStepMayUseTheTemplate",
                            "--- PASS: TestVerdictDecides",
                            "--- PASS: TestLoginPageDoesNotPass")
                    .doesNotContain("--- SKIP");
        }
    }

    @Test
    void wrongSettingStopsTheStartWithOneSentence(TestInfo test) {
        Map<String, String> properties = properties(test);
        properties.put("penumbra.verdict.margin", "1.5");
        try (var process = PenumbraProcess.start(properties, "serve")) {
            assertThat(process.exitCode(PATIENCE)).isEqualTo(1);
            assertThat(process.err())
                    .contains("penumbra: penumbra.verdict: the margin of error is 1.5, expected above 0 and below 1");
            assertThat(process.err() + process.out()).doesNotContain("\tat ", "Exception");
        }
    }
}
