package io.penumbra.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.penumbra.embedded.TestKafka;
import io.penumbra.service.PenumbraProcess;
import io.penumbra.wire.v1.Lineup;
import io.penumbra.wire.v1.ModelVersion;
import io.penumbra.wire.v1.Score;
import io.penumbra.wire.v1.Source;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two packaged instances that are killed in turn: each change of a verdict is one event, and the webhook gets it. */
class VerdictsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static TestKafka kafka;

    @TempDir
    private Path folder;

    private final List<PenumbraProcess> processes = new ArrayList<>();
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

    private Map<String, String> properties(String instance, Receiver receiver) {
        var properties = new HashMap<String, String>();
        properties.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        properties.put("kafka.session.timeout.ms", "6000");
        properties.put("kafka.heartbeat.interval.ms", "1000");
        properties.put("penumbra.scoring.enabled", "false");
        properties.put("penumbra.scores.accept", "any");
        properties.put("penumbra.subgroups", "sex");
        properties.put("penumbra.labels.wait", "0s");
        properties.put("penumbra.instance", instance);
        properties.put("penumbra.tally.state-dir", folder.resolve(instance).toString());
        properties.put("penumbra.verdict.metrics", "error");
        properties.put("penumbra.verdict.margin", "0.2");
        properties.put("penumbra.verdict.minimum", "5");
        properties.put("penumbra.verdict.webhook.url", receiver.url().toString());
        properties.put("penumbra.verdict.webhook.secret", SECRET);
        return properties;
    }

    private PenumbraProcess started(PenumbraProcess process) {
        processes.add(process);
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(process::isReady);
        return process;
    }

    private static ModelVersion version(String name, String digest) {
        return ModelVersion.newBuilder()
                .setName(name)
                .setDigest(digest)
                .setMembers(1)
                .build();
    }

    /** Sends scores on which the baseline is right. */
    private void send(int count, String digest, boolean right) {
        Lineup lineup = Lineup.newBuilder()
                .addAllClasses(List.of("not_blond", "blond"))
                .setPositive(1)
                .setBaseline(version("full", "digest-of-full"))
                .addCandidates(version("watched", digest))
                .build();
        for (int i = 0; i < count; i++, sent++) {
            var score = Score.newBuilder()
                    .setImageId("image-" + sent)
                    .setTimeMs(Instant.now().toEpochMilli())
                    .setSource(Source.newBuilder().setTopic("elsewhere").setOffset(sent))
                    .putSubgroups("sex", "male")
                    .setLineup(lineup)
                    .setLabel("blond");
            for (boolean answer : new boolean[] {true, right}) {
                score.addVotes(answer ? 0 : 1)
                        .addVotes(answer ? 1 : 0)
                        .addProbabilities(answer ? 0.1f : 0.9f)
                        .addProbabilities(answer ? 0.9f : 0.1f);
            }
            kafka.producer()
                    .send(new ProducerRecord<>(
                            "penumbra.scores",
                            score.build().getImageIdBytes().toByteArray(),
                            score.build().toByteArray()));
        }
        kafka.producer().flush();
    }

    private static List<VerdictEvent> events() {
        return kafka.committed("penumbra.verdicts").stream()
                .map(VerdictRecords::read)
                .toList();
    }

    /** Each event differs from the one before and names it. */
    private static List<VerdictEvent> chained() {
        List<VerdictEvent> events = events();
        assertThat(events).extracting(VerdictEvent::id).doesNotHaveDuplicates();
        for (int i = 0; i < events.size(); i++) {
            Optional<VerdictData.Previous> before =
                    i == 0 ? Optional.empty() : Optional.of(events.get(i - 1).asPrevious());
            assertThat(events.get(i).data().previous()).isEqualTo(before);
            assertThat(i == 0
                            || !events.get(i - 1)
                                    .data()
                                    .judged()
                                    .equals(events.get(i).data().judged()))
                    .as("%s", events)
                    .isTrue();
        }
        return events;
    }

    private static void awaitVerdict(String verdict, String digest) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(chained())
                        .last()
                        .satisfies(event -> assertThat(event.data().judged())
                                .isEqualTo(new Judged(verdict, "digest-of-full", digest))));
    }

    private static boolean exports(PenumbraProcess process) {
        return !process.metrics().series("penumbra_verdict{").isEmpty();
    }

    private static PenumbraProcess exporter(PenumbraProcess... all) {
        return await().atMost(PATIENCE)
                .until(() -> List.of(all).stream().filter(VerdictsIT::exports).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void eachChangeIsOneEventWhoeverIsKilled() throws Exception {
        try (var receiver = new Receiver(n -> n % 3 == 1 ? 503 : 204)) {
            PenumbraProcess a = started(PenumbraProcess.start(properties("a", receiver), "serve"));
            PenumbraProcess b = started(PenumbraProcess.start(properties("b", receiver), "serve"));
            send(3, "digest-1", true);
            awaitVerdict("inconclusive", "digest-1");
            send(300, "digest-1", true);
            awaitVerdict("pass", "digest-1");

            PenumbraProcess killed = exporter(a, b);
            PenumbraProcess other = killed == a ? b : a;
            send(500, "digest-1", false);
            killed.kill();
            send(1000, "digest-1", false);
            awaitVerdict("fail", "digest-1");
            PenumbraProcess again = started(killed.again(properties(killed == a ? "a" : "b", receiver), "serve"));
            other.kill();
            exporter(again);
            send(3, "digest-2", true);
            awaitVerdict("inconclusive", "digest-2");

            List<VerdictEvent> before = events();
            assertThat(before.get(0).data().verdict()).isEqualTo("inconclusive");
            assertThat(again.stop()).isIn(0, 143);
            PenumbraProcess last = started(again.again(properties("c", receiver), "serve"));
            exporter(last);
            send(300, "digest-2", true);
            awaitVerdict("pass", "digest-2");
            assertThat(events()).startsWith(before.toArray(VerdictEvent[]::new));
            assertThat(events().size() - before.size()).isEqualTo(1);

            assertWebhookGotThemInOrder(receiver);
            assertThat(last.out()).doesNotContain("secret-token", SECRET);
        }
    }

    private static void assertWebhookGotThemInOrder(Receiver receiver) throws Exception {
        List<VerdictEvent> events = events();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(receiver.requests().stream()
                                .map(request -> request.headers().get("webhook-id"))
                                .distinct())
                        .containsExactlyElementsOf(
                                events.stream().map(VerdictEvent::id).toList()));
        for (Receiver.Request request : receiver.requests()) {
            JsonNode event = JSON.readTree(request.body());
            assertThat(event.path("type").asText()).isEqualTo("io.penumbra.verdict.v1");
            assertThat(event.path("id").asText()).isEqualTo(request.headers().get("webhook-id"));
            assertThat(request.headers().get("webhook-signature"))
                    .isEqualTo(Signature.of(SECRET)
                            .sign(
                                    event.path("id").asText(),
                                    Long.parseLong(request.headers().get("webhook-timestamp")),
                                    request.body().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        }
    }
}
