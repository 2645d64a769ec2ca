package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.audit.Claim;
import io.penumbra.audit.Claimed;
import io.penumbra.counts.Figures;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import io.penumbra.exemplar.PaneExemplars;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.HourWire;
import io.penumbra.wire.v1.Score;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Garbage on every topic changes no figure, and each record of it is counted. */
class PoisonTest {
    private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();

    private final Random random = new Random(7);
    private final Map<String, Integer> unreadable = new HashMap<>();
    private int malformed;
    private int malformedLabels;
    private final CellView view = new CellView();
    private final TopologyTestDriver driver;
    private final List<Score> sent = new ArrayList<>();

    PoisonTest(@TempDir Path state) {
        var listener = new TallyListener() {
            @Override
            public void unreadable(String topic) {
                unreadable.merge(topic, 1, Integer::sum);
            }

            @Override
            public void malformed() {
                malformed++;
            }

            @Override
            public void label(LabelOutcome outcome) {
                malformedLabels += outcome == LabelOutcome.MALFORMED ? 1 : 0;
            }
        };
        var labels = new TallySettings.Labels("labels", "labels.dlq", Duration.ofDays(7));
        driver = new TopologyTestDriver(
                Tally.topology(
                        Scores.settings(5, Optional.of(labels)),
                        listener,
                        new LeftOut(listener::unreadable, System::nanoTime),
                        view),
                Tally.properties(Map.of("bootstrap.servers", "none:1"), "tally", "a", state.toString(), 1),
                Instant.ofEpochMilli(NOW));
        for (int i = 0; i < 50; i++) {
            send(NOW - i * 10_000L);
        }
        write();
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void send(long timeMs) {
        Score score = Scores.random(random, Scores.lineup(), timeMs);
        sent.add(score);
        pipe("scores", score.getImageId().getBytes(UTF_8), score.toByteArray());
    }

    private void pipe(String topic, byte[] key, byte[] value) {
        TestInputTopic<byte[], byte[]> in =
                driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
        in.pipeInput(key, value);
    }

    private void write() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
    }

    private List<PaneExemplars> exemplars() {
        return TopicCopy.read(driver.getKeyValueStore(TopicCopy.EXEMPLARS.store()), PaneExemplars::new);
    }

    /** The first record that the tally wrote to a topic and that has a pane. */
    private KeyValue<byte[], byte[]> written(String topic) {
        return written(topic, false);
    }

    private KeyValue<byte[], byte[]> written(String topic, boolean hour) {
        return driver
                .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readKeyValuesToList()
                .stream()
                .filter(record -> HourWire.isKey(record.key) == hour)
                .findFirst()
                .orElseThrow();
    }

    private Map<Pane, Long> hours() {
        Snapshot snapshot = view.snapshot().orElseThrow();
        var scored = new HashMap<Pane, Long>();
        snapshot.hours()
                .forEach((hour, sums) -> scored.put(
                        hour, sums.scored(Subgroup.ALL, snapshot.baseline().orElseThrow())));
        return scored;
    }

    private void assertNothingChanges(String topic, List<Poison.Bad> poison) {
        Figures before = Figures.of(view.snapshot().orElseThrow());
        List<PaneExemplars> exemplars = exemplars();
        for (Poison.Bad bad : poison) {
            unreadable.clear();
            pipe(topic, bad.key(), bad.value());
            write();
            assertThat(Figures.of(view.snapshot().orElseThrow())).as(bad.name()).isEqualTo(before);
            assertThat(exemplars()).as(bad.name()).isEqualTo(exemplars);
            assertThat(unreadable).as(bad.name()).isEqualTo(Map.of(topic, 1));
        }
        send(NOW);
        write();
        assertThat(Recount.of(view.snapshot().orElseThrow().window(Window.VERSION)))
                .isEqualTo(Recount.of(sent));
    }

    @Test
    void poisonOnTallies() throws Exception {
        var cell = written("tallies");
        assertNothingChanges("tallies", Poison.tallies(cell.key, cell.value));
    }

    @Test
    void poisonOnHours() throws Exception {
        var hour = written("tallies", true);
        Map<Pane, Long> before = hours();
        List<Poison.Bad> poison = Poison.hours(hour.key, hour.value);
        for (Poison.Bad bad : poison) {
            unreadable.clear();
            pipe("tallies", bad.key(), bad.value());
            assertThat(hours()).as(bad.name()).isEqualTo(before);
            assertThat(unreadable).as(bad.name()).isEqualTo(Map.of("tallies", 1));
        }
        assertNothingChanges("tallies", poison);
        assertThat(hours().values().stream().mapToLong(scored -> scored).sum()).isEqualTo(sent.size());
    }

    @Test
    void poisonOnExemplars() throws Exception {
        var exemplar = written("exemplars");
        assertNothingChanges("exemplars", Poison.exemplars(exemplar.key, exemplar.value));
    }

    @Test
    void poisonOnClaims() {
        pipe("claims", "image".getBytes(UTF_8), new Claim("bob", Claim.Kind.TAKEN).value());
        KeyValueStore<String, Claimed> claims = driver.getKeyValueStore(ClaimView.STORE);
        Claimed before = claims.get("image");
        assertNothingChanges("claims", Poison.claims());
        assertThat(claims.get("image")).isEqualTo(before);
        assertThat(before.holder()).contains("bob");
    }

    @Test
    void aClaimOfTheFutureHoldsNothing() {
        TestInputTopic<byte[], byte[]> in =
                driver.createInputTopic("claims", new ByteArraySerializer(), new ByteArraySerializer());
        in.pipeInput("image".getBytes(UTF_8), new Claim("bob", Claim.Kind.TAKEN).value(), NOW + 3_600_000);
        assertThat(driver.<String, Claimed>getKeyValueStore(ClaimView.STORE).get("image"))
                .isNull();
        assertThat(unreadable).isEqualTo(Map.of("claims", 1));
    }

    @Test
    void claimsAreForgottenAfterADay() {
        TestInputTopic<byte[], byte[]> in =
                driver.createInputTopic("claims", new ByteArraySerializer(), new ByteArraySerializer());
        byte[] skipped = new Claim("bob", Claim.Kind.SKIPPED).value();
        for (int i = 0; i < 5; i++) {
            in.pipeInput(("old-" + i).getBytes(UTF_8), skipped, NOW);
        }
        driver.advanceWallClockTime(Claimed.KEPT.minusMinutes(1));
        in.pipeInput("kept".getBytes(UTF_8), skipped, NOW + Claimed.KEPT.toMillis());
        KeyValueStore<String, Claimed> claims = driver.getKeyValueStore(ClaimView.STORE);
        assertThat(claims.get("old-0")).as("not yet a day").isNotNull();
        driver.advanceWallClockTime(Claimed.LASTING.plusMinutes(1));
        in.pipeInput("new".getBytes(UTF_8), skipped, NOW + Claimed.KEPT.toMillis() + 1);
        assertThat(TopicCopy.read(claims, (id, claimed) -> id)).containsExactly("kept", "new");
    }

    /** A value under a key is for the reader of references to judge. */
    @Test
    void poisonOnReferences() {
        assertNothingChanges(
                "references",
                Poison.references().stream().filter(bad -> bad.key() == null).toList());
    }

    @Test
    void poisonOnScores() throws Exception {
        Score known = sent.get(0);
        var poison = Poison.scores(known.getImageId().getBytes(UTF_8), known.toByteArray());
        Figures before = Figures.of(view.snapshot().orElseThrow());

        poison.forEach(bad -> pipe("scores", bad.key(), bad.value()));
        write();

        assertThat(Figures.of(view.snapshot().orElseThrow())).isEqualTo(before);
        assertThat(malformed).isEqualTo(poison.size());
        send(NOW);
        write();
        assertThat(Recount.of(view.snapshot().orElseThrow().window(Window.VERSION)))
                .isEqualTo(Recount.of(sent));
    }

    @Test
    void poisonOnLabels() {
        var poison = Poison.labels();
        Figures before = Figures.of(view.snapshot().orElseThrow());

        poison.forEach(bad -> pipe("labels", bad.key(), bad.value()));
        write();

        assertThat(Figures.of(view.snapshot().orElseThrow())).isEqualTo(before);
        assertThat(malformedLabels).isEqualTo(poison.size());
    }
}
