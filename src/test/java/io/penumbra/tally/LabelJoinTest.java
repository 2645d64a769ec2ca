package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.audit.Picks;
import io.penumbra.counts.Cell;
import io.penumbra.counts.Figures;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.TallyKey;
import io.penumbra.counts.Window;
import io.penumbra.exemplar.ExemplarRecount;
import io.penumbra.exemplar.PaneExemplars;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.v1.Score;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelJoinTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final Duration WAIT = Duration.ofDays(7);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MOST = 5;
    private static final int MOST_VALUES = 8;

    private final Random random = new Random(7);
    private final AtomicInteger duplicates = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicLong waiting = new AtomicLong();
    private final Map<LabelOutcome, Integer> outcomes = new EnumMap<>(LabelOutcome.class);
    private final CellView view = new CellView();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> scores;
    private final TestInputTopic<byte[], byte[]> labels;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final TestOutputTopic<byte[], byte[]> refusedScores;
    private final List<Score> sent = new ArrayList<>();
    private final List<SentLabel> said = new ArrayList<>();

    private final Path state;

    LabelJoinTest(@TempDir Path state) {
        this.state = state;
        var settings = new TallySettings(
                Scores.TOPICS,
                Scores.values(MOST_VALUES),
                Duration.ofHours(25),
                Duration.ofDays(365),
                Duration.ofHours(1),
                MOST,
                Optional.of(new TallySettings.Labels("labels", "labels.dlq", WAIT)));
        var listener = new TallyListener() {
            @Override
            public void duplicate() {
                duplicates.incrementAndGet();
            }

            @Override
            public void late() {
                late.incrementAndGet();
            }

            @Override
            public void label(LabelOutcome outcome) {
                outcomes.merge(outcome, 1, Integer::sum);
            }

            @Override
            public void waitingLabels(long more) {
                waiting.addAndGet(more);
            }
        };
        driver = new TopologyTestDriver(
                Tally.topology(settings, listener, new LeftOut(listener::unreadable, System::nanoTime), view),
                Tally.properties(Map.of("bootstrap.servers", "none:1"), "tally", "a", state.toString(), 1),
                Instant.ofEpochMilli(NOW));
        scores = driver.createInputTopic("scores", new ByteArraySerializer(), new ByteArraySerializer());
        labels = driver.createInputTopic("labels", new ByteArraySerializer(), new ByteArraySerializer());
        deadLetters = driver.createOutputTopic("labels.dlq", new ByteArrayDeserializer(), new ByteArrayDeserializer());
        refusedScores =
                driver.createOutputTopic("scores.dlq", new ByteArrayDeserializer(), new ByteArrayDeserializer());
        view.snapshot(); // from now on it is kept up to date
    }

    @AfterEach
    void close() {
        var cells = new HashMap<TallyKey, Cell>();
        try (var all = driver.<TallyKey, Cell>getKeyValueStore(CellView.NAME).all()) {
            all.forEachRemaining(cell -> cells.put(cell.key, cell.value));
        }
        Figures kept = Figures.of(view.snapshot().orElseThrow());
        driver.close();
        assertThat(kept).as("sums that were kept up to date").isEqualTo(Figures.of(Snapshot.of(cells.entrySet())));
        assertThat(waiting).as("labels that wait in a task which is closed").hasValue(0);
    }

    private Score score(String id, long timeMs) {
        return Scores.random(random, Scores.lineup(), timeMs).toBuilder()
                .setImageId(id)
                .clearLabel()
                .putSubgroups("sex", "female")
                .putSubgroups("age", "young")
                .build();
    }

    private void send(Score score) {
        sent.add(score);
        scores.pipeInput(score.getImageId().getBytes(UTF_8), score.toByteArray());
    }

    private void send(String id, long timeMs) {
        send(score(id, timeMs));
    }

    private void say(SentLabel label) {
        said.add(label);
        labels.pipeInput(label.id().getBytes(UTF_8), label.value());
    }

    private void say(String id, String label) {
        say(SentLabel.of(id, label));
    }

    private void assertOutcomes(Map<LabelOutcome, Integer> expected) {
        assertThat(outcomes).isEqualTo(expected);
    }

    private Snapshot viewASecondLater() {
        driver.advanceWallClockTime(SECOND);
        return view.snapshot().orElseThrow();
    }

    private List<PaneExemplars> exemplars() {
        return TopicCopy.read(driver.getKeyValueStore(TopicCopy.EXEMPLARS.store()), PaneExemplars::new);
    }

    private void assertCounted(Window window) {
        Snapshot view = viewASecondLater();
        List<Score> applied = SentLabel.applied(sent, said);
        assertThat(Recount.of(view.window(window))).isEqualTo(Recount.of(applied));
        assertThat(ExemplarRecount.of(view, exemplars(), Window.VERSION, MOST))
                .isEqualTo(ExemplarRecount.of(applied, view.candidates().values(), MOST));
        assertThat(exemplars())
                .allSatisfy(pane -> assertThat(pane.exemplars())
                        .allSatisfy(exemplar -> assertThat(applied).anySatisfy(score -> {
                            assertThat(score.getImageId()).isEqualTo(exemplar.imageId());
                            assertThat(score.getLabel())
                                    .isEqualTo(exemplar.label().orElse(""));
                            assertThat(Scores.values().leaf(score.getSubgroupsMap()))
                                    .isEqualTo(exemplar.leaf());
                        })));
    }

    private void assertCounted() {
        assertCounted(Window.DAY);
        assertCounted(Window.VERSION);
    }

    @Test
    void aLabelAfterItsImageCountsInThePaneOfTheImage() {
        send("a", NOW - HOUR);
        send("b", NOW);
        assertThat(viewASecondLater().window(Window.HOUR).get(Subgroup.ALL).labelled())
                .isZero();
        say("a", "blond");

        assertCounted();
        assertThat(viewASecondLater().window(Window.DAY).get(Subgroup.ALL).labelled())
                .isEqualTo(1);
        assertThat(viewASecondLater().window(Window.HOUR).get(Subgroup.ALL).labelled())
                .isZero();
        assertOutcomes(Map.of(LabelOutcome.JOINED, 1));
    }

    @Test
    void aLabelBeforeItsImageCountsWithIt() {
        say("a", "blond");
        assertThat(waiting).hasValue(1);
        assertOutcomes(Map.of());
        driver.advanceWallClockTime(Duration.ofDays(6));
        send("a", NOW);

        assertThat(waiting).hasValue(0);
        assertCounted();
        assertOutcomes(Map.of(LabelOutcome.JOINED, 1));
    }

    @Test
    void aSecondLabelCorrectsTheFirstBeforeAndAfterItIsWritten() {
        send("a", NOW);
        say("a", "blond");
        say("a", "not_blond");
        assertCounted();
        say("a", "blond");
        assertCounted();
        assertOutcomes(Map.of(LabelOutcome.JOINED, 1, LabelOutcome.CORRECTED, 2));
    }

    @Test
    void ofLabelsBeforeTheImageTheLastOneCounts() {
        say("a", "blond");
        say("a", "blond");
        say("a", "not_blond");
        driver.advanceWallClockTime(Duration.ofDays(5));
        say("a", "blond");
        driver.advanceWallClockTime(Duration.ofDays(5));
        assertThat(waiting).hasValue(1);
        send("a", NOW);

        assertCounted();
        assertOutcomes(Map.of(LabelOutcome.REPEATED, 1, LabelOutcome.CORRECTED, 2, LabelOutcome.JOINED, 1));
    }

    @Test
    void theSameLabelAgainChangesNothing() {
        send("a", NOW);
        say("a", "blond");
        say("a", "blond");
        driver.advanceWallClockTime(SECOND);
        say("a", "blond");

        assertCounted();
        assertOutcomes(Map.of(LabelOutcome.JOINED, 1, LabelOutcome.REPEATED, 2));
    }

    @Test
    void aLabelCorrectsThatOfTheScoreAndTakenBackItCountsAgain() {
        send(score("a", NOW).toBuilder().setLabel("blond").build());
        say("a", "not_blond");
        assertCounted();
        say(SentLabel.withdrawing("a"));
        assertCounted();
        say(SentLabel.withdrawing("a"));
        assertCounted();
        assertOutcomes(Map.of(LabelOutcome.JOINED, 1, LabelOutcome.WITHDRAWN, 1, LabelOutcome.REPEATED, 1));
    }

    @Test
    void aLabelThatIsTakenBackBeforeItsImageCountsNowhere() {
        say("a", "blond");
        say(SentLabel.withdrawing("a"));
        assertThat(waiting).hasValue(0);
        send("a", NOW);

        assertCounted();
        assertThat(viewASecondLater().window(Window.DAY).get(Subgroup.ALL).labelled())
                .isZero();
        assertOutcomes(Map.of(LabelOutcome.CORRECTED, 1, LabelOutcome.WITHDRAWN, 1));
    }

    private void choose(String id, String label, String chosen) {
        labels.pipeInput(
                id.getBytes(UTF_8),
                ("{\"label\": " + (label == null ? "null" : "\"" + label + "\"") + ", \"chosen\": \"" + chosen
                                + "\", \"by\": \"ada\"}")
                        .getBytes(UTF_8));
    }

    /** Labels of the sample, known labels and references, of all images. */
    private void assertLabels(long sample, long known, long references) {
        PairCounts pair = viewASecondLater()
                .window(Window.DAY)
                .get(Subgroup.ALL)
                .candidates()
                .values()
                .iterator()
                .next();
        assertThat(pair.labelled()).isEqualTo(sample);
        assertThat(pair.audited().labelled()).isEqualTo(known);
        assertThat(pair.audited().references(0) + pair.audited().references(1)).isEqualTo(references);
        assertThat(pair.audited().error().images() + pair.audited().unlabelledFlips())
                .isEqualTo(pair.audited().scored());
    }

    private Score unanimous(String id) {
        var score = score(id, NOW).toBuilder();
        for (int i = 0; i < score.getVotesCount(); i++) {
            int members = i < 2 ? 3 : score.getLineup().getCandidates(i / 2 - 1).getMembers();
            score.setVotes(i, i % 2 == 0 ? 0 : members).setProbabilities(i, i % 2);
        }
        return score.build();
    }

    /** The first id that the hash picks as a reference, or the first that it does not pick. */
    private static String id(boolean picked) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> "image " + i)
                .filter(id -> Picks.DEFAULT.isReference(id.getBytes(UTF_8)) == picked)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aChosenLabelCountsForTheAuditAndInNoRate() {
        send("a", NOW);
        choose("a", "blond", "flip");
        assertLabels(0, 1, 0);
        choose("a", "not_blond", "flip");
        choose("a", "not_blond", "flip");
        assertLabels(0, 1, 0);
        choose("a", null, "flip");
        assertLabels(0, 0, 0);
        assertCounted();
        assertOutcomes(Map.of(
                LabelOutcome.JOINED, 1,
                LabelOutcome.CORRECTED, 1,
                LabelOutcome.REPEATED, 1,
                LabelOutcome.WITHDRAWN, 1));
    }

    @Test
    void aChosenLabelLeavesTheLabelBeforeItInTheSample() {
        send("a", NOW);
        say("a", "blond");
        choose("a", "not_blond", "flip");
        assertLabels(1, 1, 0);
        assertThat(viewASecondLater()
                        .window(Window.DAY)
                        .get(Subgroup.ALL)
                        .baseline()
                        .support(1))
                .isEqualTo(1);
        choose("a", null, "flip");
        assertCounted();
        choose("a", "not_blond", "flip");
        say("a", "not_blond");
        assertCounted();
        choose("a", null, "flip");
        assertCounted();
        choose("a", "blond", "flip");
        said.clear();
        labels.pipeInput("a".getBytes(UTF_8), (byte[]) null);
        assertLabels(0, 0, 0);
        assertCounted();
    }

    @Test
    void chosenLabelsBeforeTheImageCountAsAfterIt() {
        say("a", "blond");
        choose("a", "not_blond", "flip");
        choose("b", "blond", "flip");
        choose("b", null, "flip");
        assertThat(waiting).hasValue(1);
        send("a", NOW);
        send("b", NOW);
        assertLabels(1, 1, 0);
        choose("a", null, "flip");
        assertCounted();
    }

    @Test
    void referencesAreOfUnanimousImagesThatTheHashPicks() {
        String picked = id(true);
        String other = id(false);
        for (String id : List.of(picked, other)) {
            send(unanimous(id));
            choose(id, "blond", "reference");
        }
        assertLabels(0, 2, 1);
        choose(picked, null, "reference");
        choose(other, null, "flip");
        assertLabels(0, 0, 0);
        assertCounted();
    }

    @Test
    void aChosenLabelMovesTheImageToTheLeafThatItNames() {
        send("a", NOW);
        labels.pipeInput(
                "a".getBytes(UTF_8),
                "{\"label\": \"blond\", \"subgroups\": {\"sex\": \"male\"}, \"chosen\": \"flip\"}".getBytes(UTF_8));
        assertThat(viewASecondLater().window(Window.DAY).keySet())
                .extracting(Subgroup::name)
                .containsExactly("all", "age=young", "sex=male", "age=young,sex=male");
        choose("a", null, "flip");
        assertCounted();
    }

    @Test
    void aLabelWithSubgroupsMovesTheImageToItsLeafAndNothingOfItStays() {
        send("a", NOW);
        viewASecondLater();
        say(new SentLabel("a", "blond", Map.of("sex", "male", "hat", "no")));

        assertCounted();
        assertThat(viewASecondLater().window(Window.DAY).keySet())
                .extracting(Subgroup::name)
                .containsExactly("all", "age=young", "sex=male", "age=young,sex=male");
        say("a", "blond");
        assertCounted();
        assertThat(viewASecondLater().window(Window.DAY)).containsKey(new Subgroup("sex=female"));
    }

    @Test
    void anImageThatMovesWithinASecondLeavesNoEmptyCell() {
        send("a", NOW);
        say(new SentLabel("a", "blond", Map.of("sex", "male")));
        assertCounted();
        send("b", NOW);
        assertCounted();
    }

    @Test
    void anImageOverTheBoundOfValuesIsTakenBackFromTheCellThatCountsIt() {
        for (int i = 0; i < MOST_VALUES; i++) {
            send(score("x" + i, NOW).toBuilder().putSubgroups("age", "age " + i).build());
        }
        send(score("a", NOW).toBuilder().putSubgroups("age", "one too many").build());
        say("a", "blond");
        Snapshot view = viewASecondLater();
        assertThat(view.window(Window.HOUR).get(new Subgroup("age=other")).labelled())
                .isEqualTo(1);

        say(new SentLabel("a", "not_blond", Map.of("age", "age 1")));
        view = viewASecondLater();
        assertThat(view.window(Window.HOUR)).doesNotContainKey(new Subgroup("age=other"));
        assertThat(Scores.scored(view, Window.HOUR, new Subgroup("age=age 1"))).isEqualTo(2);

        say(new SentLabel("a", "not_blond", Map.of("age", "yet another")));
        view = viewASecondLater();
        assertThat(view.window(Window.HOUR).get(new Subgroup("age=other")).labelled())
                .isEqualTo(1);
        say("x2", "blond");
        say(SentLabel.withdrawing("a"));
        view = viewASecondLater();
        assertThat(view.window(Window.HOUR).get(new Subgroup("age=other")).labelled())
                .isZero();
        assertThat(Scores.scored(view, Window.HOUR, new Subgroup("age=other"))).isEqualTo(1);
        assertThat(Scores.scored(view, Window.HOUR, Subgroup.ALL)).isEqualTo(MOST_VALUES + 1);
    }

    @Test
    void aLabelCountsSinceTheStartWhenThePaneOfItsImageHasLeft() {
        send("a", NOW - 26 * HOUR);
        send("b", NOW - 26 * HOUR);
        send("c", NOW - 26 * HOUR);
        driver.advanceWallClockTime(SECOND);
        say("b", "blond");
        send("d", NOW); // the pane of the others no longer stands, and is not folded yet
        say("a", "blond");
        say(new SentLabel("b", "not_blond", Map.of("sex", "male")));
        assertCounted(Window.VERSION);
        say("a", "not_blond");
        say(new SentLabel("c", "blond", Map.of("age", "old")));
        say(new SentLabel("b", "not_blond", Map.of("age", "old")));
        assertCounted(Window.VERSION);
        assertThat(viewASecondLater().window(Window.DAY).get(Subgroup.ALL).labelled())
                .isZero();
        assertThat(late).hasValue(0);
    }

    @Test
    void aLateImageIsTakenBackFromTheCellSinceTheStart() {
        send("a", NOW - 26 * HOUR);
        driver.advanceWallClockTime(SECOND);
        send("b", NOW);
        send("c", NOW - 26 * HOUR); // late, and the pane of a is not folded yet
        say("c", "blond");
        say("a", "blond");
        assertCounted(Window.VERSION);
        say(new SentLabel("c", "not_blond", Map.of("sex", "male")));
        assertCounted(Window.VERSION);
        assertThat(late).hasValue(1);
    }

    @Test
    void anImageThatComesTwiceCountsOnce() {
        Score score = score("a", NOW);
        send(score);
        send(score);
        say("a", "blond");
        send(score.toBuilder().setTimeMs(NOW - 10 * MINUTE).build());
        say("b", "blond");
        send("b", NOW);
        send("b", NOW + MINUTE);

        assertCounted();
        assertThat(duplicates).hasValue(3);
        assertThat(viewASecondLater().window(Window.DAY).get(Subgroup.ALL).scored())
                .isEqualTo(2);
    }

    @Test
    void anImageThatComesAgainWithALabelIsLabelledByIt() {
        Score score = score("a", NOW);
        send(score);
        send(score.toBuilder().setLabel("blond").build());
        send(score.toBuilder().setLabel("not_blond").build());
        assertCounted();
        say("a", "not_blond");
        assertCounted();
        say(SentLabel.withdrawing("a"));
        assertCounted();
        assertThat(viewASecondLater().window(Window.DAY).get(Subgroup.ALL).labelled())
                .isEqualTo(1);
    }

    @Test
    void anotherLineupCountsTheImageTooAndALabelAppliesToEach() {
        var next = Scores.lineup(Scores.version("full", "f0", 3), Scores.version("pruned-95", "p0", 3));
        send("a", NOW);
        say("a", "blond");
        send(Scores.random(random, next, NOW).toBuilder()
                .setImageId("a")
                .clearLabel()
                .build());
        send("b", NOW);
        send(Scores.random(random, next, NOW).toBuilder()
                .setImageId("b")
                .clearLabel()
                .build());
        say(new SentLabel("b", "not_blond", Map.of("sex", "male")));

        assertThat(duplicates).hasValue(0);
        assertThat(Recount.of(viewASecondLater().window(Window.DAY)))
                .isEqualTo(Recount.of(SentLabel.applied(sent, said)));
        assertThat(viewASecondLater().window(Window.DAY).get(Subgroup.ALL).labelled())
                .isEqualTo(4);
        say("a", "not_blond");
        assertThat(Recount.of(viewASecondLater().window(Window.DAY)))
                .isEqualTo(Recount.of(SentLabel.applied(sent, said)));
        assertOutcomes(Map.of(LabelOutcome.JOINED, 2, LabelOutcome.CORRECTED, 1));
    }

    @Test
    void aLabelExpiresWhenNoImageCame() {
        say("a", "blond");
        say("a", "not_blond");
        driver.advanceWallClockTime(WAIT);
        assertThat(waiting).hasValue(1);
        driver.advanceWallClockTime(SECOND);
        assertThat(waiting).hasValue(0);
        assertOutcomes(Map.of(LabelOutcome.EXPIRED, 2));
        send("a", NOW);

        assertThat(viewASecondLater().window(Window.DAY).get(Subgroup.ALL).labelled())
                .isZero();
    }

    @Test
    void aRowOfAnImageThatWaitsNoLongerEndsItsWaitOnce() {
        send("a", NOW);
        KeyValueStore<Bytes, byte[]> early = driver.getKeyValueStore("early-labels-28");
        Bytes row =
                Bytes.wrap(ByteBuffer.allocate(9).putLong(NOW).put((byte) 'a').array());
        early.put(row, new byte[] {1});
        driver.advanceWallClockTime(WAIT.plus(SECOND));
        assertThat(early.get(row)).isNull();
        driver.advanceWallClockTime(SECOND);

        assertOutcomes(Map.of(LabelOutcome.EXPIRED, 1));
    }

    @Test
    void aLabelThatComesTooLateExpires() {
        send("a", NOW);
        driver.advanceWallClockTime(WAIT.plus(SECOND));
        say("a", "blond");
        send("b", NOW);
        driver.advanceWallClockTime(WAIT.multipliedBy(3));
        say("b", "blond");
        driver.advanceWallClockTime(WAIT.plus(SECOND));

        assertOutcomes(Map.of(LabelOutcome.EXPIRED, 2));
        assertThat(viewASecondLater().window(Window.DAY).get(Subgroup.ALL).labelled())
                .isZero();
        assertThat(waiting).hasValue(0);
    }

    @Test
    void takingALabelBackTooLateExpiresAndChangesNothing() {
        send("a", NOW);
        say("a", "blond");
        driver.advanceWallClockTime(WAIT.plus(SECOND));
        labels.pipeInput("a".getBytes(UTF_8), (byte[]) null);
        labels.pipeInput("never".getBytes(UTF_8), (byte[]) null);

        assertOutcomes(Map.of(LabelOutcome.JOINED, 1, LabelOutcome.EXPIRED, 2));
        assertCounted();
        assertThat(waiting).hasValue(0);
    }

    @Test
    void anImageThatComesAgainAfterTheWaitCountsAgain() {
        send("a", NOW);
        say("a", "blond");
        driver.advanceWallClockTime(WAIT.plus(SECOND));
        send(score("a", NOW));
        driver.advanceWallClockTime(WAIT.multipliedBy(3));
        send(score("a", NOW));
        say("a", "blond");

        assertThat(duplicates).hasValue(0);
        var all = viewASecondLater().window(Window.DAY).get(Subgroup.ALL);
        assertThat(all.scored()).isEqualTo(3);
        assertThat(all.labelled()).isEqualTo(2);
    }

    @Test
    void anImageWaitsFromWhenItCameWhateverItsEventTime() {
        send("a", NOW - 300 * 24 * HOUR);
        send("b", NOW);
        for (int i = 0; i < 6; i++) {
            driver.advanceWallClockTime(Duration.ofDays(1));
            send("day " + i, NOW + i * 24 * HOUR);
        }
        say("a", "blond");

        assertCounted(Window.VERSION);
        assertOutcomes(Map.of(LabelOutcome.JOINED, 1));
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.walk(state)) {
            return files.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().startsWith("images-28."))
                    .toList();
        }
    }

    @Test
    void whatWaitedForTooLongLeavesTheDisk() throws IOException {
        for (int day = 0; day < 30; day++) {
            send("image " + day, NOW);
            say("label " + day, "blond");
            driver.advanceWallClockTime(Duration.ofDays(1));
            assertThat(segments()).hasSizeBetween(1, 7); // of 3.1 days each
        }
        assertThat(waiting).hasValueBetween(7, 8);
    }

    @Test
    void malformedLabelsGoToTheDeadLettersAsTheyCameAndChangeNothing() {
        send("a", NOW);
        say("a", "blond");
        labels.pipeInput("a".getBytes(UTF_8), "{\"label\": 7}".getBytes(UTF_8));
        labels.pipeInput(null, "{\"label\": \"blond\"}".getBytes(UTF_8));
        labels.pipeInput("a".getBytes(UTF_8), "{\"label\": \"red\"}".getBytes(UTF_8));

        assertCounted();
        var letters = deadLetters.readRecordsToList();
        assertThat(letters).hasSize(3);
        assertThat(letters.get(0).value()).asString().isEqualTo("{\"label\": 7}");
        assertThat(letters.get(0)
                        .headers()
                        .lastHeader("__streams.errors.message")
                        .value())
                .asString()
                .isEqualTo("label is 7, expected a string");
        assertThat(letters.get(0).headers().lastHeader("__streams.errors.topic").value())
                .asString()
                .isEqualTo("labels");
        assertThat(letters.get(1).key()).isNull();
        assertThat(letters.get(2).key()).asString().isEqualTo("a");
        assertThat(letters.get(2)
                        .headers()
                        .lastHeader("__streams.errors.message")
                        .value())
                .asString()
                .isEqualTo("label 'red' is not one of the classes [not_blond, blond]");
        assertOutcomes(Map.of(LabelOutcome.JOINED, 1, LabelOutcome.MALFORMED, 3));
    }

    @Test
    void aLabelOfNoClassOfAnyLineupIsToldTheClassesOfAll() {
        var other = Scores.lineup().toBuilder()
                .clearClasses()
                .addAllClasses(List.of("not_blond", "fair"))
                .build();
        send("a", NOW);
        send(Scores.random(random, other, NOW).toBuilder()
                .setImageId("a")
                .clearLabel()
                .build());
        labels.pipeInput("a".getBytes(UTF_8), "{\"label\": \"red\"}".getBytes(UTF_8));
        labels.pipeInput("a".getBytes(UTF_8), "{\"label\": \"Fair\"}".getBytes(UTF_8));

        assertThat(deadLetters.readRecordsToList())
                .extracting(letter -> new String(
                        letter.headers().lastHeader("__streams.errors.message").value(), UTF_8))
                .containsExactly(
                        "label 'red' is not one of the classes [not_blond, blond, fair]",
                        "label 'Fair' is not one of the classes [not_blond, blond, fair]; is it 'fair'?");
    }

    @Test
    void aLabelOfNoClassThatCameBeforeItsImageIsADeadLetterWhenTheImageComes() {
        say("a", "red");
        say("b", "blond");
        say("a", "not_blond");
        say("a", "green");
        assertThat(deadLetters.isEmpty()).isTrue();
        send("a", NOW);
        send("b", NOW);

        assertCounted();
        var letters = deadLetters.readRecordsToList();
        assertThat(letters)
                .extracting(letter -> new String(letter.value(), UTF_8))
                .containsExactly("{\"label\":\"green\"}", "{\"label\":\"red\"}");
        assertThat(letters.get(0)
                        .headers()
                        .lastHeader("__streams.errors.offset")
                        .value())
                .asString()
                .isEqualTo("3");
        assertThat(letters.get(0).headers().lastHeader("__streams.errors.topic").value())
                .asString()
                .isEqualTo("labels");
        assertOutcomes(Map.of(LabelOutcome.JOINED, 2, LabelOutcome.MALFORMED, 2));
    }

    @Test
    void labelsOfOneImageThatNeverComesAreBounded() {
        for (int i = 0; i < 100; i++) {
            say("a", "class " + i);
        }
        say("a", "blond");
        send("a", NOW);

        assertCounted();
        assertThat(deadLetters.readRecordsToList()).hasSize(7);
    }

    @Test
    void anImageWithoutAnIdCountsAndIsNotLabelledLater() {
        Score score = score("a", NOW);
        scores.pipeInput(score.toByteArray());
        scores.pipeInput(score.toByteArray());
        scores.pipeInput(new byte[0], score.toByteArray());
        scores.pipeInput(new byte[0], score.toByteArray());
        say("a", "blond");

        assertThat(viewASecondLater().window(Window.DAY).get(Subgroup.ALL).scored())
                .isEqualTo(4);
        assertThat(duplicates).hasValue(0);
        assertThat(waiting).hasValue(1);
    }

    @Test
    void scoresKeyedBySomethingElseAreRefusedAndNoDuplicates() {
        byte[] camera = "camera-3".getBytes(UTF_8);
        scores.pipeInput(camera, score("a", NOW).toByteArray());
        scores.pipeInput(camera, score("b", NOW).toByteArray());
        send("c", NOW);

        assertCounted();
        assertThat(duplicates).hasValue(0);
        assertThat(refusedScores.readRecordsToList())
                .hasSize(2)
                .allSatisfy(letter -> assertThat(letter.headers()
                                .lastHeader("__streams.errors.message")
                                .value())
                        .asString()
                        .contains("'camera-3'"));
    }

    @Test
    void exemplarsShowWhatTheirImageCountsWith() {
        for (int i = 0; i < 3 * MOST; i++) {
            send("image " + i, NOW - i * MINUTE);
        }
        assertCounted();
        for (int i = 0; i < 3 * MOST; i++) {
            say(new SentLabel("image " + i, "blond", i % 2 == 0 ? Map.of("sex", "male") : Map.of()));
        }
        assertCounted();
        assertThat(exemplars())
                .flatExtracting(PaneExemplars::exemplars)
                .isNotEmpty()
                .allSatisfy(exemplar -> assertThat(exemplar.label()).isEqualTo(Optional.of("blond")));
    }

    @Test
    void scoresAndLabelsInAnyOrderWithCorrectionsEqualARecount() {
        for (int i = 0; i < 500; i++) { // the driver commits after each, to disk
            String id = "image " + random.nextInt(80);
            switch (random.nextInt(10)) {
                case 0 -> say(SentLabel.withdrawing(id));
                case 1 -> say(id, "red");
                case 2, 3 -> say(id, random.nextBoolean() ? "blond" : "not_blond");
                case 4 -> say(new SentLabel(id, "blond", Map.of("sex", random.nextBoolean() ? "male" : "female")));
                case 5 -> driver.advanceWallClockTime(Duration.ofMillis(300));
                default ->
                    send(Scores.random(random, Scores.lineup(), NOW - 40 * HOUR + 4 * i * MINUTE).toBuilder()
                            .setImageId(id)
                            .build());
            }
            if (i % 100 == 0 && !sent.isEmpty()) {
                assertCounted(Window.VERSION);
            }
        }
        assertCounted(Window.VERSION);
        assertThat(duplicates).hasPositiveValue();
        assertThat(late).hasValue(0);
    }
}
