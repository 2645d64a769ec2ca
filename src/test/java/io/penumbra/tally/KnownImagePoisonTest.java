package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.Figures;
import io.penumbra.counts.Window;
import io.penumbra.forget.ImageKey;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.v1.KnownImage;
import io.penumbra.wire.v1.Score;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the store says of an image, a label for it ends no thread and makes no count wrong. */
class KnownImagePoisonTest {
    private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final Duration WAIT = Duration.ofDays(7);
    private static final long SLOT_MS = Long.highestOneBit(WAIT.toMillis() / 2);
    private static final long YEARS = 300L * 365 * 24 * 3_600_000;

    private final List<String> unreadable = new ArrayList<>();
    private final CellView view = new CellView();
    private TopologyTestDriver driver;
    private Score score;

    @BeforeEach
    void open(@TempDir Path state) {
        var listener = new TallyListener() {
            @Override
            public void unreadable(String topic) {
                unreadable.add(topic);
            }
        };
        var labels = new TallySettings.Labels("labels", "labels.dlq", WAIT);
        driver = new TopologyTestDriver(
                Tally.topology(
                        Scores.settings(5, Optional.of(labels)),
                        listener,
                        new LeftOut(listener::unreadable, System::nanoTime),
                        view),
                Tally.properties(Map.of("bootstrap.servers", "none:1"), "tally", "a", state.toString(), 1),
                Instant.ofEpochMilli(NOW));
        score = Scores.random(new Random(4), Scores.lineup(), NOW).toBuilder()
                .setImageId("a")
                .setLabel("blond")
                .build();
        pipe("scores", score.toByteArray());
        pipe("scores", "b", score.toBuilder().setImageId("b").build().toByteArray());
        driver.advanceWallClockTime(Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    private void pipe(String topic, byte[] value) {
        pipe(topic, "a", value);
    }

    private void pipe(String topic, String id, byte[] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(id.getBytes(UTF_8), value);
    }

    private WindowStore<Bytes, byte[]> images() {
        return driver.getWindowStore("images-" + Long.numberOfTrailingZeros(SLOT_MS));
    }

    private KnownImage stored() throws Exception {
        return KnownImage.parseFrom(images().fetch(ImageStore.hashed(ImageKey.of("a")), slot()));
    }

    private static long slot() {
        return NOW / SLOT_MS * SLOT_MS;
    }

    private void poison(byte[] value) {
        images().put(ImageStore.hashed(ImageKey.of("a")), value, slot());
    }

    private void poison(Consumer<KnownImage.Builder> change) throws Exception {
        KnownImage.Builder image = stored().toBuilder();
        change.accept(image);
        poison(image.build().toByteArray());
    }

    /** A label for the image, one taken back, and the image once more. */
    private void assertNothingChanges() {
        Figures before = Figures.of(view.snapshot().orElseThrow());
        pipe("labels", "{\"label\": \"not_blond\"}".getBytes(UTF_8));
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(Figures.of(view.snapshot().orElseThrow())).isEqualTo(before);
        assertThat(unreadable)
                .isNotEmpty()
                .allMatch(topic -> topic.startsWith("tally-") && topic.endsWith("-changelog"));
        pipe("labels", null);
        driver.advanceWallClockTime(Duration.ofDays(8));
        pipe("scores", "c", score.toBuilder().setImageId("c").build().toByteArray());
        driver.advanceWallClockTime(Duration.ofSeconds(1));
        assertThat(Scores.scored(view.snapshot().orElseThrow(), Window.VERSION, io.penumbra.counts.Subgroup.ALL))
                .isEqualTo(3);
    }

    @Test
    void bytesThatAreNoKnownImage() {
        poison(new byte[] {(byte) 0xff, 1, 2});
        assertNothingChanges();
    }

    @Test
    void anEmptyValue() {
        poison(new byte[0]);
        assertNothingChanges();
    }

    @Test
    void aVoteTooMany() throws Exception {
        poison(image -> image.getScoresBuilder(0).setVotes(0, 100));
        assertNothingChanges();
    }

    @Test
    void votesOfFewerModels() throws Exception {
        poison(image -> image.getScoresBuilder(0).clearVotes().addVotes(3));
        assertNothingChanges();
    }

    @Test
    void noProbabilities() throws Exception {
        poison(image -> image.getScoresBuilder(0).clearProbabilities());
        assertNothingChanges();
    }

    @Test
    void aLabelOutOfRange() throws Exception {
        poison(image -> image.getScoresBuilder(0).setLabel(7));
        assertNothingChanges();
    }

    @Test
    void aLeafThatIsNone() throws Exception {
        poison(image -> image.getScoresBuilder(0).setLeaf("sex,age").setCellLeaf("="));
        assertNothingChanges();
    }

    /** To put it into the slot of its time would make the store drop all that is real. */
    @Test
    void aTimeOfTheFarFuture() throws Exception {
        poison(image -> image.getScoresBuilder(0).setArrivedMs(NOW + YEARS));
        assertNothingChanges();
    }

    /** The answers are plausible, but no image with them was counted. */
    @Test
    void answersThatTheCellDoesNotHold() throws Exception {
        poison(image -> {
            var counted = image.getScoresBuilder(0);
            int members = score.getLineup().getBaseline().getMembers();
            int not = score.getVotes(0) == members ? 1 : 0;
            counted.setVotes(not, members).setVotes(1 - not, 0);
            counted.setProbabilities(0, 0.123f).setProbabilities(1, 0.877f).setProbabilities(2, 0.999f);
        });
        assertNothingChanges();
    }

    @Test
    void rowsOfEarlyLabelsThatAreNone() {
        KeyValueStore<Bytes, byte[]> early =
                driver.getKeyValueStore("early-labels-" + Long.numberOfTrailingZeros(SLOT_MS));
        early.put(Bytes.wrap(new byte[] {0, 0, 0}), new byte[] {1});
        early.put(Bytes.wrap(ByteBuffer.allocate(8).putLong(5).array()), new byte[] {1});
        early.put(Bytes.wrap(ByteBuffer.allocate(9).putLong(NOW - 5).array()), null);
        pipe("labels", "x", "{\"label\": \"blond\"}".getBytes(UTF_8));
        driver.advanceWallClockTime(Duration.ofDays(8));
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(early.approximateNumEntries()).isZero();
    }
}
