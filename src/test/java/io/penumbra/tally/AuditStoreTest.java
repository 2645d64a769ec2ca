package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.audit.AuditImage;
import io.penumbra.audit.AuditImage.ChosenLabel;
import io.penumbra.audit.Picks;
import io.penumbra.counts.Accepted;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.v1.Lineup;
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
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which images the topology keeps to be labelled. */
class AuditStoreTest {
    private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final Duration WAIT = Duration.ofDays(2);
    private static final int MOST = 4;
    private static final int NOT_BLOND = 0;
    private static final int BLOND = 1;
    private static final Lineup LINEUP = Scores.lineup(
            Scores.version("full", "f0", 1), Scores.version("pruned", "p0", 1), Scores.version("int8", "i0", 1));

    private final List<String> unreadable = new ArrayList<>();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> scores;
    private final TestInputTopic<byte[], byte[]> labels;
    private final TestOutputTopic<String, byte[]> flips;

    AuditStoreTest(@TempDir Path state) {
        var settings = new TallySettings(
                Scores.TOPICS,
                Scores.values(),
                Duration.ofHours(25),
                Duration.ofDays(365),
                Duration.ofHours(1),
                5,
                Optional.of(new TallySettings.Labels("labels", "labels.dlq", WAIT)),
                Accepted.ANY,
                new Picks(1, 0.5, MOST));
        driver = new TopologyTestDriver(
                Tally.topology(
                        settings, TallyListener.SILENT, new LeftOut(unreadable::add, System::nanoTime), new CellView()),
                Tally.properties(Map.of("bootstrap.servers", "none:1"), "tally", "a", state.toString(), 1),
                Instant.ofEpochMilli(NOW));
        scores = driver.createInputTopic("scores", new ByteArraySerializer(), new ByteArraySerializer());
        labels = driver.createInputTopic("labels", new ByteArraySerializer(), new ByteArraySerializer());
        flips = driver.createOutputTopic("flips", new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void close() {
        driver.close();
    }

    /** An image on which each of the three models says one class. */
    private static Score score(String id, int full, int pruned, int int8) {
        var score = Score.newBuilder()
                .setImageId(id)
                .setTimeMs(NOW)
                .setSource(Source.newBuilder().setTopic("penumbra.images").setOffset(7))
                .putSubgroups("sex", "male")
                .putSubgroups("age", "old")
                .setLineup(LINEUP);
        for (int says : new int[] {full, pruned, int8}) {
            for (int y = NOT_BLOND; y <= BLOND; y++) {
                score.addVotes(y == says ? 1 : 0).addProbabilities(y == says ? 0.75f : 0.25f);
            }
        }
        return score.build();
    }

    private void send(Score score) {
        scores.pipeInput(score.getImageId().getBytes(UTF_8), score.toByteArray());
    }

    private void flip(String id) {
        send(score(id, BLOND, NOT_BLOND, BLOND));
    }

    private void say(String id, @Nullable String json) {
        labels.pipeInput(id.getBytes(UTF_8), json == null ? null : json.getBytes(UTF_8));
    }

    /** What every instance sees, and the topic with it. */
    private Map<String, AuditImage> kept() {
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        var kept = new HashMap<String, AuditImage>();
        try (var all = driver.<String, AuditImage>getKeyValueStore(TopicCopy.FLIPS.store())
                .all()) {
            all.forEachRemaining(image -> kept.put(image.value.id(), image.value));
        }
        return kept;
    }

    @Test
    void aFlipWithoutALabelIsKeptWithAllThatAPersonNeeds() {
        flip("a");

        AuditImage image = kept().get("a");
        assertThat(image.id()).isEqualTo("a");
        assertThat(image.isReference()).isFalse();
        assertThat(image.chosen()).isEqualTo("flip");
        assertThat(image.label()).isEmpty();
        assertThat(image.source().orElseThrow().offset()).isEqualTo(7);
        assertThat(image.image().leaf().name()).isEqualTo("age=old,sex=male");
        assertThat(image.image().modal(0)).isEqualTo(BLOND);
        assertThat(image.image().modal(1)).isEqualTo(NOT_BLOND);
        assertThat(image.image().modal(2)).isEqualTo(BLOND);
    }

    @Test
    void anImageWithALabelIsNotKept() {
        send(score("a", BLOND, NOT_BLOND, BLOND).toBuilder().setLabel("blond").build());
        say("b", "{\"label\": \"blond\"}");
        flip("b");
        flip("c");
        say("c", "{\"label\": \"blond\"}");

        assertThat(kept()).isEmpty();
    }

    @Test
    void aChosenLabelIsKeptWithWhoGaveItAndTakenBackItIsOpenAgain() {
        flip("a");
        say("a", "{\"label\": \"blond\", \"chosen\": \"flip\", \"by\": \"ada\"}");
        assertThat(kept().get("a").label()).contains(new ChosenLabel("blond", Optional.of("ada")));
        say("a", "{\"label\": \"not_blond\", \"chosen\": \"flip\", \"by\": \"bob\"}");
        assertThat(kept().get("a").label()).contains(new ChosenLabel("not_blond", Optional.of("bob")));
        say("a", "{\"label\": null, \"chosen\": \"flip\"}");
        assertThat(kept().get("a").label()).isEmpty();
        say("a", "{\"label\": \"blond\", \"chosen\": \"flip\"}");
        assertThat(kept().get("a").label()).contains(new ChosenLabel("blond", Optional.empty()));
        say("a", null);
        assertThat(kept().get("a").label()).isEmpty();
    }

    @Test
    void aLabelOfTheStreamTakesTheImageOutForGood() {
        flip("a");
        say("a", "{\"label\": \"blond\", \"chosen\": \"flip\", \"by\": \"ada\"}");
        say("a", "{\"label\": \"blond\"}");
        assertThat(kept()).isEmpty();
        say("a", null);
        assertThat(kept()).isEmpty();
    }

    @Test
    void aScoreThatBringsTheLabelLaterTakesTheImageOut() {
        flip("a");
        send(score("a", BLOND, NOT_BLOND, BLOND).toBuilder().setLabel("blond").build());
        assertThat(kept()).isEmpty();
    }

    @Test
    void theOldestFlipsGoWhenThereAreTooMany() {
        for (int i = 0; i < MOST + 3; i++) {
            flip("flip-" + i);
        }
        assertThat(kept()).containsOnlyKeys("flip-3", "flip-4", "flip-5", "flip-6");
    }

    @Test
    void referencesArePickedByTheHashOfTheirIdAndNotMoreThanTheirShareOfEachClass() {
        var picks = new Picks(1, 0.5, MOST);
        var picked = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            String id = "image-" + i;
            send(score(
                    id,
                    i % 10 == 0 ? BLOND : NOT_BLOND,
                    i % 10 == 0 ? BLOND : NOT_BLOND,
                    i % 10 == 0 ? BLOND : NOT_BLOND));
            if (picks.isReference(id.getBytes(UTF_8))) {
                picked.add(id);
            }
        }

        Map<String, AuditImage> kept = kept();
        assertThat(picked).containsAll(kept.keySet());
        assertThat(kept.values()).allMatch(AuditImage::isReference);
        for (int said : new int[] {NOT_BLOND, BLOND}) {
            long ofClass = picked.stream()
                    .filter(id -> (Integer.parseInt(id.substring(6)) % 10 == 0) == (said == BLOND))
                    .count();
            assertThat(kept.values())
                    .filteredOn(image -> image.image().modal(0) == said)
                    .hasSize((int) Math.min(MOST / 2, ofClass));
        }
    }

    @Test
    void anotherReferenceComesInWhenOneIsLabelled() {
        var picks = new Picks(1, 0.5, MOST);
        int sent = 0;
        while (kept().size() < MOST / 2) {
            send(score("r" + sent++, BLOND, BLOND, BLOND));
        }
        String first = kept().keySet().iterator().next();
        say(first, "{\"label\": \"blond\", \"chosen\": \"reference\", \"by\": \"ada\"}");
        int before = kept().size();
        String next = "r" + sent++;
        while (!picks.isReference(next.getBytes(UTF_8))) {
            next = "r" + sent++;
        }
        send(score(next, BLOND, BLOND, BLOND));
        assertThat(kept()).hasSize(before + 1).containsKeys(first, next);
    }

    @Test
    void imagesGoWhenTheWaitForTheirLabelEnds() {
        flip("a");
        driver.advanceWallClockTime(WAIT.minusHours(1));
        flip("b");
        assertThat(kept()).containsOnlyKeys("a", "b");
        driver.advanceWallClockTime(Duration.ofHours(2));
        assertThat(kept()).containsOnlyKeys("b");
    }

    @Test
    void theTopicHoldsTheLastStateOfEachImage() {
        flip("a");
        flip("b");
        say("b", "{\"label\": \"blond\"}");
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        var last = new HashMap<String, byte @Nullable []>();
        flips.readKeyValuesToList().forEach(record -> last.put(record.key, record.value));
        assertThat(last.get(AuditStore.key("a"))).isNotNull();
        assertThat(last).containsEntry(AuditStore.key("b"), null);
    }

    /** As an earlier release left it: under its id, in the store and on the topic. */
    @Test
    void whatStandsUnderItsIdMoves(@TempDir Path folder) {
        flip("a");
        AuditImage image = kept().get("a");
        var config = new Properties();
        config.put("application.id", "tally");
        config.put("bootstrap.servers", "none:1");
        var context = new MockProcessorContext<Object, Object>(config, new TaskId(0, 0), folder.toFile());
        var leftOut = new LeftOut(unreadable::add, System::nanoTime);
        KeyValueStore<String, AuditImage> store =
                AuditStore.builder(leftOut).withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        store.put("a", image);
        context.addStateStore(store);
        context.setCurrentSystemTimeMs(NOW);
        var audit = new AuditStore(context, new Picks(1, 0.5, MOST), leftOut);
        audit.end(0);
        assertThat(store.get("a")).isNull();
        AuditImage moved = store.get(AuditStore.key("a"));
        assertThat(moved.id()).isEqualTo("a");
        var told = new HashMap<Object, Object>();
        context.forwarded()
                .forEach(record ->
                        told.put(record.record().key(), record.record().value()));
        assertThat(told)
                .containsEntry("a", null)
                .containsKey(AuditStore.key("a"))
                .hasSize(2);
        assertThat(unreadable).isEmpty();
    }

    @Test
    void whatIsNoImageIsLeftOutOfTheView() {
        flip("a");
        byte[] good =
                driver.<String, AuditImage>getKeyValueStore(AuditStore.NAME).get(AuditStore.key("a")) == null
                        ? new byte[0]
                        : io.penumbra.wire.AuditWire.images().serializer().serialize("flips", kept().get("a"));
        var poison = driver.createInputTopic("flips", new ByteArraySerializer(), new ByteArraySerializer());
        poison.pipeInput("b".getBytes(UTF_8), good); // another key
        poison.pipeInput("c".getBytes(UTF_8), new byte[] {1, 2, 3});
        poison.pipeInput("d".getBytes(UTF_8), new byte[0]);

        assertThat(kept()).containsOnlyKeys("a");
        assertThat(unreadable).containsExactly("flips", "flips", "flips");
    }
}
