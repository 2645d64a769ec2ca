package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.Baseline;
import io.penumbra.counts.Cell;
import io.penumbra.counts.CellKey;
import io.penumbra.counts.CountLayout;
import io.penumbra.counts.Figures;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.TallyKey;
import io.penumbra.counts.Window;
import io.penumbra.exemplar.Exemplar;
import io.penumbra.exemplar.ExemplarKey;
import io.penumbra.exemplar.ExemplarRecount;
import io.penumbra.exemplar.PaneExemplars;
import io.penumbra.image.Coordinates;
import io.penumbra.streams.LeftOut;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Rate;
import io.penumbra.verdict.VerdictSettings;
import io.penumbra.wire.Wire;
import io.penumbra.wire.v1.Score;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long NOW = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final int MOST = 5;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Random random = new Random(7);
    private final AtomicInteger late = new AtomicInteger();
    private final AtomicInteger malformed = new AtomicInteger();
    private final CellView view = new CellView();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> scores;
    private final TestOutputTopic<TallyKey, Cell> tallies;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final List<Score> sent = new ArrayList<>();

    TallyTest(@TempDir Path state) {
        var settings = new TallySettings(
                Scores.TOPICS,
                Scores.values(8),
                Duration.ofHours(25),
                Duration.ofDays(365),
                Duration.ofHours(1),
                MOST,
                Optional.empty());
        var listener = new TallyListener() {
            @Override
            public void late() {
                late.incrementAndGet();
            }

            @Override
            public void malformed() {
                malformed.incrementAndGet();
            }
        };
        driver = new TopologyTestDriver(
                Tally.topology(settings, listener, new LeftOut(listener::unreadable, System::nanoTime), view),
                Tally.properties(Map.of("bootstrap.servers", "none:1"), "tally", "a", state.toString(), 1),
                Instant.ofEpochMilli(NOW));
        scores = driver.createInputTopic("scores", new ByteArraySerializer(), new ByteArraySerializer());
        tallies = driver.createOutputTopic(
                "tallies", Wire.tallyKeys().deserializer(), Wire.cells().deserializer());
        deadLetters = driver.createOutputTopic("scores.dlq", new ByteArrayDeserializer(), new ByteArrayDeserializer());
        view(); // from now on it is kept up to date
    }

    /** Whatever a test did: the sums that were kept up to date are those of all cells. */
    @AfterEach
    void sumsThatWereKeptUpToDateAreThoseOfAllCells() {
        var cells = new HashMap<TallyKey, Cell>();
        try (var all = driver.<TallyKey, Cell>getKeyValueStore(CellView.NAME).all()) {
            all.forEachRemaining(cell -> cells.put(cell.key, cell.value));
        }
        cells.values().removeIf(Objects::isNull); // of another layout
        Figures kept = Figures.of(view());
        driver.close();
        assertThat(kept).isEqualTo(Figures.of(Snapshot.of(cells.entrySet())));
    }

    private void send(Score score) {
        sent.add(score);
        scores.pipeInput(score.getImageId().getBytes(StandardCharsets.UTF_8), score.toByteArray());
    }

    private void send(long timeMs) {
        send(Scores.random(random, Scores.lineup(), timeMs));
    }

    private void send(long timeMs, io.penumbra.wire.v1.Lineup lineup) {
        send(Scores.random(random, lineup, timeMs));
    }

    private Snapshot view() {
        return view.snapshot().orElseThrow();
    }

    private List<PaneExemplars> exemplars() {
        return TopicCopy.read(driver.getKeyValueStore(TopicCopy.EXEMPLARS.store()), PaneExemplars::new);
    }

    private Snapshot viewASecondLater() {
        driver.advanceWallClockTime(SECOND);
        return view();
    }

    private void assertWindow(Snapshot view, Window window, List<Score> expected) {
        assertThat(Recount.of(view.window(window))).as(window.name()).isEqualTo(Recount.of(expected));
        assertThat(ExemplarRecount.of(view, exemplars(), window, MOST))
                .as("exemplars of " + window)
                .isEqualTo(ExemplarRecount.of(expected, view.candidates().values(), MOST));
    }

    private List<Score> sentAfter(long timeMs) {
        return sent.stream().filter(score -> score.getTimeMs() >= timeMs).toList();
    }

    private void assertAllWindows() {
        long newest = sent.stream()
                .mapToLong(score -> Math.floorDiv(score.getTimeMs(), MINUTE) * MINUTE)
                .max()
                .orElseThrow();
        Snapshot view = viewASecondLater();
        assertThat(view.newest()).contains(new Pane(newest));
        assertWindow(view, Window.FIVE_MINUTES, sentAfter(newest - 4 * MINUTE));
        assertWindow(view, Window.HOUR, sentAfter(newest - 59 * MINUTE));
        assertWindow(view, Window.DAY, sentAfter(newest - 1439 * MINUTE));
        assertWindow(view, Window.VERSION, sent);
    }

    @Test
    void anEmptyStreamHasAnEmptyView() {
        assertThat(view().window(Window.VERSION)).isEmpty();
        assertThat(view().newest()).isEmpty();
        assertThat(view().baseline()).isEmpty();
    }

    @Test
    void everyWindowEqualsARecountAtEveryMoment() {
        for (int i = 0; i < 30; i++) {
            for (int j = 0; j < 20; j++) {
                long delay = random.nextInt(10) == 0 ? random.nextInt(30 * (int) HOUR) : random.nextInt((int) HOUR);
                send(NOW - 30 * HOUR + i * HOUR - delay);
            }
            assertAllWindows();
        }
        assertThat(late).hasPositiveValue();
    }

    @Test
    void aReplayOfOldDataGivesTheFiguresOfALiveStream() {
        long longAgo = Instant.parse("1969-12-31T23:58:00Z").toEpochMilli();
        for (int i = 0; i < 200; i++) {
            send(longAgo + random.nextInt(5 * (int) MINUTE));
        }
        assertAllWindows();
    }

    @Test
    void aLateImageGoesToItsOwnPane() {
        send(NOW);
        send(NOW - 10 * MINUTE);
        driver.advanceWallClockTime(SECOND);
        send(NOW - 2 * MINUTE);

        assertThat(late).hasValue(0);
        assertAllWindows();
    }

    @Test
    void anImageLaterThanAllPanesCountsSinceTheStartAndInNoWindow() {
        send(NOW);
        send(NOW - 25 * HOUR);

        assertThat(late).hasValue(1);
        Snapshot view = viewASecondLater();
        assertWindow(view, Window.DAY, sent.subList(0, 1));
        assertWindow(view, Window.VERSION, sent);
    }

    @Test
    void panesThatLeaveGoIntoTheCellSinceTheStart() {
        send(NOW - 26 * HOUR);
        send(NOW - 26 * HOUR + MINUTE);
        driver.advanceWallClockTime(SECOND);
        send(NOW - 26 * HOUR);
        send(NOW); // the pane of the images before no longer stands
        send(NOW - 26 * HOUR); // before it is folded
        assertAllWindows();
        send(NOW - 26 * HOUR); // after it was folded
        assertAllWindows();

        assertThat(late).hasValue(2);
        try (var all = ((CellStore) driver.getStateStore(CellStore.NAME)).all()) {
            all.forEachRemaining(
                    cell -> assertThat(cell.key.pane().orElse(Pane.at(NOW))).isEqualTo(Pane.at(NOW)));
        }
    }

    /** The cells that were written since the last call, without the hours beside them. */
    private List<KeyValue<TallyKey, Cell>> written() {
        return tallies.readKeyValuesToList().stream()
                .filter(record -> !record.key.cell().leaf().equals(Subgroup.ALL))
                .toList();
    }

    @Test
    void aPaneIsTakenAwayOnlyAfterTheSumThatHoldsIt() {
        send(NOW - 26 * HOUR);
        driver.advanceWallClockTime(SECOND);
        written();
        send(NOW);
        driver.advanceWallClockTime(SECOND);

        var written = written();
        assertThat(written).hasSize(3);
        assertThat(written.get(0).key.cell().pane()).isEmpty();
        assertThat(written.get(0).value.throughMs()).hasValue(NOW - 26 * HOUR);
        assertThat(written.get(1).key.cell().pane()).contains(Pane.at(NOW - 26 * HOUR));
        assertThat(written.get(1).value).isNull();
        assertThat(written.get(2).key.cell().pane()).contains(Pane.at(NOW));
    }

    @Test
    void furtherValuesOfAnAttributeCountAsOtherOfThatAttributeAlone() {
        for (int i = 0; i < 20; i++) {
            var score = Scores.random(random, Scores.lineup(), NOW).toBuilder();
            send(score.putSubgroups("age", "age " + i)
                    .putSubgroups("sex", "male")
                    .build());
        }
        send(sent.get(0));
        send(sent.get(19));

        Snapshot view = viewASecondLater();
        assertThat(Scores.scored(view, Window.HOUR, Subgroup.ALL)).isEqualTo(22);
        assertThat(Scores.scored(view, Window.HOUR, new Subgroup("sex=male"))).isEqualTo(22);
        assertThat(Scores.scored(view, Window.HOUR, new Subgroup("age=other"))).isEqualTo(13);
        assertThat(Scores.scored(view, Window.HOUR, new Subgroup("age=age 0"))).isEqualTo(2);
        assertThat(view.window(Window.HOUR).keySet())
                .filteredOn(subgroup -> subgroup.order() == 2)
                .hasSize(9);
    }

    @Test
    void aNewBaselineStartsFromNothing() {
        for (int i = 0; i < 20; i++) {
            send(NOW - 2 * MINUTE + i * 1000L);
        }
        assertAllWindows();
        sent.clear();
        var next = Scores.lineup(Scores.version("full", "f1", 3), Scores.version("pruned-95", "p0", 3));
        for (int i = 0; i < 20; i++) {
            send(NOW + i * 1000L, next);
        }

        Snapshot view = viewASecondLater();
        assertThat(view.baseline()).map(Baseline::version).contains(new ModelVersion("full", "f1", 3));
        assertThat(view.candidates()).containsOnlyKeys("pruned-95");
        assertWindow(view, Window.VERSION, sent);
        assertWindow(view, Window.DAY, sent);
    }

    @Test
    void aNewBaselineIsCurrentWithinItsFirstMinute() {
        send(NOW, Scores.lineup());
        send(NOW + 1, Scores.lineup(Scores.version("full", "f1", 3)));
        send(NOW + 2, Scores.lineup());

        assertThat(viewASecondLater().baseline())
                .map(baseline -> baseline.version().digest())
                .contains("f1");
    }

    @Test
    void aNewCandidateVersionIsNotMixedWithTheOldOneAndTheBaselineGoesOn() {
        for (int i = 0; i < 20; i++) {
            send(NOW - 2 * MINUTE + i * 1000L);
        }
        var pruned = Scores.version("pruned-95", "p1", 3);
        for (int i = 0; i < 20; i++) {
            send(
                    NOW + i * 1000L,
                    Scores.lineup(Scores.version("full", "f0", 3), pruned, Scores.version("int8", "i0", 1)));
        }

        Snapshot view = viewASecondLater();
        assertThat(view.candidates()).containsEntry("pruned-95", new ModelVersion("pruned-95", "p1", 3));
        assertThat(Recount.of(view.window(Window.VERSION)))
                .isEqualTo(
                        Recount.of(sent, version -> !version.getName().equals("pruned-95") || version.equals(pruned)));
        assertThat(Recount.of(view.window(Window.VERSION)))
                .hasEntrySatisfying(
                        "all",
                        all -> assertThat(all)
                                .containsEntry("scored", 40 * 2520.0)
                                .containsEntry("pruned-95 scored", 20 * 2520.0));
    }

    @Test
    void aVersionThatIsRolledBackToGoesOnWhereItStood() {
        var next = Scores.lineup(Scores.version("full", "f1", 3));
        for (int hour = 40; hour >= 30; hour--) {
            send(NOW - hour * HOUR);
        }
        driver.advanceWallClockTime(SECOND);
        send(NOW - HOUR, next);
        assertThat(viewASecondLater().baseline())
                .map(baseline -> baseline.version().digest())
                .contains("f1");
        sent.remove(sent.size() - 1);
        send(NOW);

        Snapshot view = viewASecondLater();
        assertThat(view.baseline()).map(baseline -> baseline.version().digest()).contains("f0");
        assertWindow(view, Window.VERSION, sent);
        assertWindow(view, Window.DAY, sent.subList(11, 12));
    }

    @Test
    void aCandidateThatNoLongerScoresStaysForADay() {
        send(NOW - 24 * HOUR + MINUTE);
        send(NOW, Scores.lineup(Scores.version("full", "f0", 3)));
        assertThat(viewASecondLater().candidates()).containsOnlyKeys("int8", "pruned-95");

        send(NOW + MINUTE, Scores.lineup(Scores.version("full", "f0", 3)));
        assertThat(viewASecondLater().candidates()).isEmpty();
    }

    @Test
    void theSameBaselineWithAnotherPositiveClassIsNotMixed() {
        send(NOW - MINUTE);
        var turned = Scores.lineup().toBuilder().setPositive(0).build();
        send(NOW, turned);

        assertWindow(viewASecondLater(), Window.VERSION, sent.subList(1, 2));
    }

    @Test
    void theSameBaselineWithOtherGuardedClassesIsNotMixed() {
        send(NOW - MINUTE);
        send(NOW, Scores.lineup().toBuilder().setNoneGuarded(true).build());

        assertWindow(viewASecondLater(), Window.VERSION, sent.subList(1, 2));
    }

    @Test
    void threeClassesAreCountedForEachGuardedOne() {
        var hair = hair().addGuarded(0).addGuarded(2).build();
        for (int i = 0; i < 300; i++) {
            send(NOW + i, hair);
        }
        Snapshot snapshot = viewASecondLater();

        assertThat(Recount.of(snapshot.window(Window.VERSION))).isEqualTo(Recount.of(sent));
        var verdict = new Gate(VerdictSettings.DEFAULT, Map.of()).verdict(snapshot, "pruned-95");
        assertThat(verdict.findings().stream()
                        .filter(finding -> finding.subgroup().equals(Subgroup.ALL))
                        .map(finding -> finding.rate().text()))
                .containsExactly(
                        "error",
                        "false_positive_rate[black]",
                        "false_positive_rate[blond]",
                        "false_negative_rate[black]",
                        "false_negative_rate[blond]");
        verdict.findings().stream()
                .filter(finding -> finding.subgroup().equals(Subgroup.ALL))
                .filter(finding -> finding.metric() == GuardedMetric.FALSE_NEGATIVE_RATE)
                .forEach(finding -> assertThat(finding.outcomes().images())
                        .as(finding.rate().text())
                        .isEqualTo(sent.stream()
                                .filter(score -> score.getLabel()
                                        .equals(finding.rate().ofClass().orElseThrow()))
                                .count()));
    }

    @Test
    void scoresWithoutAGuardedAndAPositiveClassAreCounted() {
        for (int i = 0; i < 50; i++) {
            send(NOW + i, hair().setNoPositive(true).build());
        }
        Snapshot snapshot = viewASecondLater();

        var verdict = new Gate(VerdictSettings.DEFAULT, Map.of()).verdict(snapshot, "pruned-95");
        assertThat(verdict.scored()).isEqualTo(50);
        assertThat(verdict.findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.rate()).isEqualTo(Rate.ERROR));
    }

    /** Black, brown and blond; brown is positive. */
    private static io.penumbra.wire.v1.Lineup.Builder hair() {
        return Scores.lineup().toBuilder().clearClasses().addAllClasses(List.of("black", "brown", "blond"));
    }

    @Test
    void anExemplarIsTheImageAsItWasScored() {
        Score score = Scores.random(random, Scores.lineup(), NOW).toBuilder()
                .setImageId("face-1")
                .setLabel("blond")
                .putSubgroups("sex", "male")
                .putSubgroups("age", "old")
                .build();
        send(score);
        driver.advanceWallClockTime(SECOND);

        assertThat(exemplars())
                .containsExactlyInAnyOrderElementsOf(Wire.lineup(score.getLineup()).pairs().stream()
                        .map(pair -> {
                            int from = pair.candidates().get(0).name().equals("int8") ? 4 : 2;
                            return new PaneExemplars(
                                    new ExemplarKey(0, Optional.of(Pane.at(NOW)), pair),
                                    List.of(new Exemplar(
                                            "face-1",
                                            NOW,
                                            new Subgroup("age=old,sex=male"),
                                            Optional.of("blond"),
                                            Optional.of(new Coordinates(
                                                    "penumbra.images",
                                                    0,
                                                    score.getSource().getOffset())),
                                            new int[] {
                                                score.getVotes(0),
                                                score.getVotes(1),
                                                score.getVotes(from),
                                                score.getVotes(from + 1)
                                            },
                                            new float[] {
                                                score.getProbabilities(0),
                                                score.getProbabilities(1),
                                                score.getProbabilities(from),
                                                score.getProbabilities(from + 1)
                                            })));
                        })
                        .toList());
    }

    @Test
    void anImageThatCannotBeNamedOrIsTooLargeCountsAndIsNoExemplar() {
        byte[] unnamed = Scores.random(random, Scores.lineup(), NOW).toBuilder()
                .setImageId("x")
                .build()
                .toByteArray();
        unnamed[2] = (byte) 0xFF;
        scores.pipeInput(unnamed);
        Score large = Scores.random(random, Scores.lineup(), NOW).toBuilder()
                .setImageId("x".repeat(200_000))
                .build();
        scores.pipeInput(large.toByteArray());

        assertThat(Scores.scored(viewASecondLater(), Window.HOUR, Subgroup.ALL)).isEqualTo(2);
        assertThat(exemplars()).isEmpty();
        assertThat(deadLetters.isEmpty()).isTrue();
    }

    @Test
    void anExemplarOfAVersionStaysWhenAnotherCandidateComesBeside() {
        send(NOW);
        var more = Scores.lineup().toBuilder().addCandidates(Scores.version("pruned-50", "p5", 1));
        send(NOW + 1, more.build());

        Snapshot view = viewASecondLater();
        assertThat(ExemplarRecount.of(view, exemplars(), Window.HOUR, MOST))
                .hasSize(3)
                .isEqualTo(ExemplarRecount.of(sent, view.candidates().values(), MOST));
    }

    @Test
    void talliesAreWrittenOnceASecondAndOnlyThoseThatChanged() {
        send(NOW);
        send(sent.get(0));
        assertThat(tallies.isEmpty()).isTrue();
        driver.advanceWallClockTime(SECOND);
        assertThat(written())
                .hasSize(1)
                .first()
                .satisfies(cell -> assertThat(cell.value.scored()).isEqualTo(2));

        send(NOW - MINUTE);
        driver.advanceWallClockTime(Duration.ofMillis(500));
        assertThat(tallies.isEmpty()).isTrue();
        driver.advanceWallClockTime(Duration.ofMillis(500));
        assertThat(written())
                .hasSize(1)
                .first()
                .satisfies(cell -> assertThat(cell.key.cell().pane()).contains(Pane.at(NOW - MINUTE)));

        driver.advanceWallClockTime(SECOND);
        assertThat(tallies.isEmpty()).isTrue();
    }

    @Test
    void aMalformedScoreGoesToTheDeadLettersAsItCame() {
        byte[] key = {1, 2};
        byte[] value = Scores.random(random, Scores.lineup(), NOW).toBuilder()
                .setLabel("red")
                .build()
                .toByteArray();
        send(NOW);
        scores.pipeInput(new TestRecord<>(key, value, new RecordHeaders().add("trace", new byte[] {7})));
        send(NOW);

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(letter.headers().lastHeader("trace").value()).containsExactly(7);
        assertThat(header(letter, "exception")).isEqualTo("io.penumbra.wire.ScoreRead$Malformed");
        assertThat(header(letter, "message")).isEqualTo("label 'red' is not one of the classes [not_blond, blond]");
        assertThat(header(letter, "topic")).isEqualTo("scores");
        assertThat(header(letter, "partition")).isEqualTo("0");
        assertThat(header(letter, "offset")).isEqualTo("1");
        assertThat(header(letter, "stacktrace")).isEmpty();
        assertThat(deadLetters.isEmpty()).isTrue();
        assertThat(malformed).hasValue(1);
        assertAllWindows();
    }

    @Test
    void aMissingValueGoesToTheDeadLetters() {
        scores.pipeInput(new TestRecord<>(new byte[] {1}, null));
        scores.pipeInput(new TestRecord<>(null, new byte[] {1}));

        assertThat(deadLetters.readRecordsToList())
                .extracting(letter -> letter.value())
                .containsExactly(null, new byte[] {1});
    }

    /** As large as a producer sends, so that with the headers added it would come back and stop the task for good. */
    @Test
    void theLargestRecordBecomesADeadLetterWithinKafkasLimit() {
        byte[] value = new byte[1_048_480 - 200_000];
        Arrays.fill(value, (byte) 'x');
        scores.pipeInput(new TestRecord<>(new byte[200_000], value, new RecordHeaders().add("trace", new byte[] {7})));

        TestRecord<byte[], byte[]> letter = deadLetters.readRecord();
        assertThat(letter.key()).hasSize(200_000);
        assertThat(letter.value()).isNull();
        assertThat(letter.headers().lastHeader("trace").value()).containsExactly(7);
        assertThat(header(letter, "message")).endsWith("(left out as too large for the topic: value of 848480 bytes)");
    }

    @Test
    void aTallyOfAnotherLayoutStopsNobody() {
        send(NOW);
        driver.advanceWallClockTime(SECOND);
        TallyKey key = new TallyKey(7, new CellKey(Optional.of(Pane.at(NOW)), new Subgroup("age=old"), 5));
        var later = io.penumbra.wire.v1.Cell.newBuilder()
                .setLayout(CountLayout.VERSION + 1)
                .addCounts(9);
        driver.createInputTopic("tallies", Wire.tallyKeys().serializer(), new ByteArraySerializer())
                .pipeInput(key, later.build().toByteArray());

        assertAllWindows();
    }

    @Test
    void anImageFarAheadOfTheClockIsRefused() {
        send(NOW + HOUR);
        scores.pipeInput(Scores.random(random, Scores.lineup(), NOW + HOUR + 1).toByteArray());

        assertThat(header(deadLetters.readRecord(), "message"))
                .contains(Long.toString(NOW + HOUR + 1), "1h0.001s ahead");
        assertAllWindows();
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(
                letter.headers().lastHeader("__streams.errors." + name).value(), StandardCharsets.UTF_8);
    }
}
