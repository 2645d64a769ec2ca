package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.audit.Picks;
import io.penumbra.counts.Accepted;
import io.penumbra.counts.Cell;
import io.penumbra.counts.CellKey;
import io.penumbra.counts.CountLayout;
import io.penumbra.counts.HourCounts;
import io.penumbra.counts.HourSum;
import io.penumbra.counts.Pane;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.TallyKey;
import io.penumbra.counts.Window;
import io.penumbra.exemplar.Exemplar;
import io.penumbra.exemplar.ExemplarKey;
import io.penumbra.exemplar.ExemplarRecount;
import io.penumbra.exemplar.PaneExemplars;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.ExemplarWire;
import io.penumbra.wire.HourWire;
import io.penumbra.wire.ScoreRead;
import io.penumbra.wire.Wire;
import io.penumbra.wire.v1.Score;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a task's store holds, and what happens to a task that starts anew on one that was restored. */
class TallyProcessorTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long NOW = 1_700_000_040_000L;
    private static final int MOST = 5;
    private static final LeftOut LEFT_OUT = new LeftOut(unreadable -> {}, System::nanoTime);
    private static final Duration REMEMBERED = Duration.ofDays(365);

    private final Random random = new Random(11);
    private final MockProcessorContext<Object, Object> context;
    private final KeyValueStore<CellKey, Cell> inner = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(CellStore.NAME), Wire.storeKeys(), Wire.cells())
            .withLoggingDisabled()
            .build();
    private final CellStore store = new CellStore(inner);
    private final KeyValueStore<ExemplarKey, List<Exemplar>> innerExemplars = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(ExemplarStore.NAME), ExemplarWire.keys(), ExemplarWire.exemplars())
            .withLoggingDisabled()
            .build();
    private final ExemplarStore exemplars = new ExemplarStore(innerExemplars, MOST);
    private final HourStore hours = new HourStore(Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(HourStore.NAME), Wire.storeKeys(), HourWire.hours())
            .withLoggingDisabled()
            .build());
    private final Map<TallyKey, HourCounts> hourView = new HashMap<>();
    private final Map<ExemplarKey, List<Exemplar>> exemplarView = new HashMap<>();
    private final Map<TallyKey, Cell> view = new HashMap<>();
    private final List<Score> sent = new ArrayList<>();

    TallyProcessorTest(@TempDir File state) {
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "tally");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        context = new MockProcessorContext<>(config, new TaskId(0, 2), state);
        context.setCurrentSystemTimeMs(NOW);
        context.setRecordMetadata("scores", 2, 0);
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        exemplars.init(context.getStateStoreContext(), exemplars);
        context.addStateStore(exemplars);
        hours.init(context.getStateStoreContext(), hours);
        context.addStateStore(hours);
    }

    private TallyProcessor processor(Duration retained) {
        return processor(retained, REMEMBERED);
    }

    private static TallySettings settings(Duration retained, Duration remembered) {
        return new TallySettings(
                Scores.TOPICS, Scores.values(), retained, remembered, Duration.ofHours(1), MOST, Optional.empty());
    }

    private TallyProcessor processor(Duration retained, Duration remembered) {
        var processor =
                new TallyProcessor(settings(retained, remembered), TallyListener.SILENT, LEFT_OUT, new ForgottenView());
        store.flushCache(); // its predecessor commits
        store.clearCache();
        exemplars.flushCache();
        exemplars.clearCache();
        hours.flushCache();
        hours.clearCache();
        processor.init(context);
        return processor;
    }

    private TallyProcessor processor() {
        return processor(Duration.ofHours(25));
    }

    private void send(TallyProcessor processor, long timeMs) {
        Score score = Scores.random(random, Scores.lineup(), timeMs);
        sent.add(score);
        processor.process(new Record<>(null, score.toByteArray(), NOW));
    }

    /** The newest task's second is over: what it writes is seen by the view. Answers how many cells that were. */
    private int write() {
        context.resetForwards();
        context.scheduledPunctuators()
                .get(context.scheduledPunctuators().size() - 1)
                .getPunctuator()
                .punctuate(context.currentSystemTimeMs());
        see(TallyProcessor.TALLIES, view);
        see(TallyProcessor.EXEMPLARS, exemplarView);
        see(TallyProcessor.HOURS, hourView);
        return context.forwarded(TallyProcessor.TALLIES).size();
    }

    /** The hours of images that were sent, of the last 30 days before the newest. */
    private Map<Pane, HourCounts> expectedHours() {
        List<ScoredImage> images = sent.stream().map(Scores::read).toList();
        long newest = images.stream().mapToLong(ScoredImage::timeMs).max().orElseThrow();
        var sums = new HashMap<Pane, HourSum>();
        for (ScoredImage image : images) {
            Pane hour = HourCounts.at(image.timeMs());
            if (hour.startMs() > HourCounts.at(newest).startMs() - 720 * HOUR) {
                sums.computeIfAbsent(hour, absent -> new HourSum(image.lineup()))
                        .add(image);
            }
        }
        var hoursOf = new HashMap<Pane, HourCounts>();
        sums.forEach((hour, sum) -> hoursOf.put(hour, sum.hour()));
        return hoursOf;
    }

    private Map<Pane, HourCounts> seenHours() {
        var seen = new HashMap<Pane, HourCounts>();
        hourView.forEach((key, hour) -> seen.put(key.cell().pane().orElseThrow(), hour));
        return seen;
    }

    /** Over 40 days, with images up to 20 days late, restarts, and panes that leave after a day. */
    @Test
    void hoursAreKeptForThirtyDaysAndHoldWhatWasCountedInThem() {
        long first = NOW - 40 * 24 * HOUR;
        TallyProcessor processor = processor();
        for (int hour = 0; hour < 40 * 24; hour += 5) {
            send(processor, first + hour * HOUR);
            send(processor, first + hour * HOUR - random.nextInt(20 * 24) * HOUR);
            if (random.nextInt(10) == 0) {
                write();
            }
            if (random.nextInt(50) == 0) {
                processor = processor();
            }
            if (hour == 600) {
                write();
                assertThat(seenHours()).isEqualTo(expectedHours());
            }
        }
        write();
        assertThat(seenHours()).isEqualTo(expectedHours());
        assertThat(seenHours().keySet().stream().mapToLong(Pane::startMs).min().orElseThrow())
                .isGreaterThan(NOW - 721 * HOUR);
        hourView.clear();
        processor();
        write();
        assertThat(seenHours()).as("of a task that starts anew").isEqualTo(expectedHours());
    }

    @SuppressWarnings("unchecked")
    private <K, V> void see(String child, Map<K, V> seen) {
        for (var forward : context.forwarded(child)) {
            if (forward.record().value() == null) {
                seen.remove((K) forward.record().key());
            } else {
                seen.put((K) forward.record().key(), (V) forward.record().value());
            }
        }
    }

    private Map<CellKey, Cell> stored() {
        var cells = new HashMap<CellKey, Cell>();
        store.flushCache();
        try (var all = store.all()) {
            all.forEachRemaining(cell -> cells.put(cell.key, cell.value));
        }
        return cells;
    }

    private void restore(Map<CellKey, Cell> cells) {
        stored().keySet().forEach(store::delete);
        store.clearCache();
        cells.forEach(store::put);
    }

    private Map<String, List<String>> exemplars(Snapshot snapshot, Window window) {
        var kept = exemplarView.entrySet().stream()
                .map(pane -> new PaneExemplars(pane.getKey(), pane.getValue()))
                .toList();
        return ExemplarRecount.of(snapshot, kept, window, MOST);
    }

    private Map<ExemplarKey, List<Exemplar>> storedExemplars() {
        var stored = new HashMap<ExemplarKey, List<Exemplar>>();
        try (var all = innerExemplars.all()) {
            all.forEachRemaining(pane -> stored.put(pane.key, pane.value));
        }
        return stored;
    }

    private void assertAllCounted() {
        Snapshot snapshot = Snapshot.of(Map.copyOf(view).entrySet());
        assertThat(Recount.of(snapshot.window(Window.VERSION))).isEqualTo(Recount.of(sent));
    }

    private void assertAllCountedAndRanked() {
        assertAllCounted();
        Snapshot snapshot = Snapshot.of(Map.copyOf(view).entrySet());
        long dayMs = snapshot.newest().orElseThrow().minus(1439).startMs();
        var ofTheDay = sent.stream().filter(score -> score.getTimeMs() >= dayMs).toList();
        var candidates = snapshot.candidates().values();
        assertThat(exemplars(snapshot, Window.DAY)).isEqualTo(ExemplarRecount.of(ofTheDay, candidates, MOST));
        assertThat(exemplars(snapshot, Window.VERSION)).isEqualTo(ExemplarRecount.of(sent, candidates, MOST));
        assertThat(storedExemplars()).isEqualTo(exemplarView);
    }

    private List<Boolean> cancelled() {
        return context.scheduledPunctuators().stream()
                .map(MockProcessorContext.CapturedPunctuator::cancelled)
                .toList();
    }

    @Test
    void anImageWhoseCellWasForgottenIsNotTakenBack() {
        var cells = new TaskCells(settings(Duration.ofHours(25), REMEMBERED), TallyListener.SILENT, LEFT_OUT);
        cells.init(context);
        Score score = Scores.random(random, Scores.lineup(), NOW);
        ScoredImage female =
                Scores.read(score.toBuilder().putSubgroups("sex", "female").build());
        CellKey key = Objects.requireNonNull(cells.count(new ScoreRead.Given(female, null)));
        cells.write(NOW);
        restore(Map.of());

        ScoredImage male =
                Scores.read(score.toBuilder().putSubgroups("sex", "male").build());
        assertThat(cells.recount("a", key, female, male)).isEqualTo(key);
        cells.write(NOW);
        assertThat(stored()).isEmpty();
    }

    @Test
    void aTaskThatIsRevivedWritesOnceASecond() {
        TallyProcessor task = processor();
        task.close();
        assertThat(cancelled()).containsExactly(true);
        task.init(context);
        assertThat(cancelled()).containsExactly(true, false);
        task.init(context); // it was not closed before
        assertThat(cancelled()).containsExactly(true, true, false);
    }

    @Test
    void aTaskThatMovesWritesAllItsCellsOnce() {
        TallyProcessor first = processor();
        send(first, NOW);
        send(first, NOW - 3 * MINUTE); // committed, but the first task never comes to write it

        processor();
        assertThat(write()).isEqualTo(stored().size());
        assertAllCountedAndRanked();
        assertThat(write()).isZero();
    }

    @Test
    void cellsAreKeyedByTheirTask() {
        send(processor(), NOW);
        write();

        assertThat(view.keySet()).extracting(TallyKey::task).containsExactly(2);
    }

    @Test
    void aTaskThatIsRevivedAfterAFailedTransactionForgetsWhatItCountedInIt() {
        TallyProcessor processor = processor();
        send(processor, NOW);
        write();
        var committed = stored();
        Score again = Scores.random(random, Scores.lineup(), NOW);
        processor.process(new Record<>(null, again.toByteArray(), NOW)); // then the transaction fails

        restore(committed);
        processor.init(context);
        sent.add(again);
        processor.process(new Record<>(null, again.toByteArray(), NOW));
        write();

        assertAllCountedAndRanked();
    }

    /** As Kafka Streams makes it: the context of a new task has not read the clock yet. */
    @Test
    void aNewTaskKnowsThePanesAndExemplarsOfItsPredecessorBeforeItsContextReadsTheClock() {
        send(processor(), NOW);
        write();

        context.setCurrentSystemTimeMs(0);
        TallyProcessor successor = processor();
        context.setCurrentSystemTimeMs(NOW);
        write();
        assertAllCountedAndRanked();

        send(successor, NOW - 26 * HOUR);
        assertThat(stored().keySet())
                .as("the pane has left")
                .anyMatch(key -> key.pane().isEmpty());
        write();
        assertAllCountedAndRanked();
    }

    @Test
    void aTaskThatIsRevivedForgetsHowFarEventTimeHadCome() {
        TallyProcessor processor = processor();
        var committed = stored();
        processor.process(
                new Record<>(null, Scores.random(random, Scores.lineup(), NOW).toByteArray(), NOW));

        restore(committed);
        processor.init(context);
        send(processor, NOW - 30 * HOUR);

        assertThat(stored().keySet()).allSatisfy(key -> assertThat(key.pane()).isPresent());
    }

    @Test
    void aRestartBetweenALateImageAndTheFoldLosesNothing() {
        TallyProcessor first = processor();
        send(first, NOW - 26 * HOUR);
        send(first, NOW - 26 * HOUR + MINUTE);
        write();
        send(first, NOW);
        send(first, NOW - 26 * HOUR);

        TallyProcessor second = processor();
        send(second, NOW - 26 * HOUR);
        write();
        assertAllCountedAndRanked();
        send(second, NOW - 26 * HOUR);
        write();
        assertAllCountedAndRanked();
    }

    @Test
    void aPaneThatWasFoldedDoesNotComeBackWhenPanesAreKeptForLonger() {
        TallyProcessor first = processor(Duration.ofHours(24));
        send(first, NOW - 30 * HOUR);
        send(first, NOW);
        write();

        TallyProcessor second = processor(Duration.ofHours(48));
        send(second, NOW - 30 * HOUR);
        write();

        assertAllCountedAndRanked();
        assertThat(view.keySet())
                .filteredOn(key -> key.cell().pane().isPresent())
                .hasSize(1);
    }

    @Test
    void aRestartAtAnyMomentLosesAndDoublesNothing() {
        TallyProcessor processor = processor();
        for (int i = 0; i < 300; i++) {
            send(
                    processor,
                    NOW - 60 * HOUR + 12 * MINUTE * i - (random.nextInt(4) == 0 ? random.nextLong(40 * HOUR) : 0));
            if (random.nextInt(5) == 0) {
                write();
            }
            if (random.nextInt(20) == 0) {
                processor = processor();
            }
        }
        write();

        assertAllCountedAndRanked();
        assertThat(view).hasSameSizeAs(stored());
    }

    /** Bytes as a later version leaves them in the changelog; how its leaf and lineup are named is its own affair. */
    private void storeOfAnotherLayout(CellKey key) {
        byte[] cell = io.penumbra.wire.v1.Cell.newBuilder()
                .setLayout(CountLayout.VERSION + 1)
                .build()
                .toByteArray();
        var wrapped = (KeyValueStore<Bytes, byte[]>) ((WrappedStateStore<?, ?, ?>) inner).wrapped();
        wrapped.put(Bytes.wrap(Wire.storeKeys().serializer().serialize("", key)), cell);
    }

    @Test
    void cellsOfAnotherLayoutAreLeftOutAndTheirPanesGo() {
        var pane = new CellKey(Optional.of(Pane.at(NOW)), new Subgroup("age=old"), 5);
        storeOfAnotherLayout(pane);
        storeOfAnotherLayout(pane.sinceStart());

        TallyProcessor processor = processor();
        assertThat(write()).isZero();
        send(processor, NOW);
        write();
        assertThat(stored()).containsKeys(pane, pane.sinceStart());
        context.setCurrentSystemTimeMs(NOW + 26 * HOUR);
        send(processor, NOW + 26 * HOUR);
        write();

        assertThat(stored()).doesNotContainKey(pane).containsKey(pane.sinceStart());
        assertAllCountedAndRanked();
    }

    private void send(TallyProcessor processor, io.penumbra.wire.v1.Lineup lineup, long timeMs) {
        Score score = Scores.random(random, lineup, timeMs);
        sent.add(score);
        processor.process(new Record<>(null, score.toByteArray(), NOW));
    }

    private static final long TWO_YEARS = Duration.ofDays(730).toMillis();

    @Test
    void aVersionThatScoredNothingForLongIsForgottenInStoreAndView() {
        TallyProcessor processor = processor();
        send(processor, lineup(1), NOW - REMEMBERED.toMillis() - 26 * HOUR);
        send(processor, NOW - 27 * HOUR);
        write();
        send(processor, NOW);
        write();
        sent.remove(0);

        assertAllCounted();
        assertThat(view).hasSameSizeAs(stored());
    }

    @Test
    void imagesOlderThanTheRetentionStayWhileTheirVersionScores() {
        context.setCurrentSystemTimeMs(NOW + 27 * HOUR);
        TallyProcessor processor = processor();
        send(processor, NOW - TWO_YEARS);
        send(processor, NOW);
        write();
        send(processor, NOW - TWO_YEARS + MINUTE);
        write();
        send(processor, NOW + 26 * HOUR);
        write();
        assertAllCounted();

        processor = processor();
        send(processor, NOW + 27 * HOUR);
        write();
        assertAllCounted();
        assertThat(view).hasSameSizeAs(stored());
    }

    /** A replay of old images with a new version, beside the stream of now. */
    @Test
    void aVersionThatScoresOnlyOldImagesStaysForAsLongAsAnyOther() {
        TallyProcessor processor = processor();
        send(processor, NOW);
        send(processor, lineup(1), NOW - TWO_YEARS);
        send(processor, lineup(1), NOW - TWO_YEARS + 30 * HOUR);
        write();
        for (int days : new int[] {2, 100, 300, 360}) {
            long nowMs = NOW + Duration.ofDays(days).toMillis();
            context.setCurrentSystemTimeMs(nowMs);
            if (days == 100) {
                processor = processor(); // a restart reads from the cells how long ago it was
            }
            send(processor, nowMs);
            write();
            write();
            assertThat(scoredByLineup1()).isEqualTo(2);
        }
        for (int days : new int[] {370, 372}) {
            long nowMs = NOW + Duration.ofDays(days).toMillis();
            context.setCurrentSystemTimeMs(nowMs);
            send(processor, nowMs);
            write();
        }
        assertThat(scoredByLineup1()).isZero();
        assertThat(view).hasSameSizeAs(stored());
    }

    private long scoredByLineup1() {
        return view.values().stream()
                .filter(cell -> cell.lineup().baseline().digest().equals("digest 1"))
                .mapToLong(Cell::scored)
                .sum();
    }

    /** The topics delete what was written longer ago than versions are remembered. */
    @Test
    void whatDoesNotChangeIsWrittenAgainBeforeItsTopicDeletesIt() {
        TallyProcessor processor = processor();
        send(processor, NOW - 40 * HOUR);
        send(processor, NOW);
        write();
        assertThat(write()).isZero();
        context.setCurrentSystemTimeMs(NOW + REMEMBERED.toMillis() / 4);
        view.clear();
        exemplarView.clear();
        assertThat(write()).isEqualTo(stored().size());
        assertAllCountedAndRanked();
        assertThat(write()).isZero();
    }

    @Test
    void exemplarsOfATransactionThatFailedAreForgotten() {
        TallyProcessor processor = processor();
        send(processor, NOW - MINUTE);
        write();
        var committed = stored();
        Score failed = Scores.random(random, Scores.lineup(), NOW);
        processor.process(new Record<>(null, failed.toByteArray(), NOW));

        restore(committed);
        processor.init(context);
        write();

        assertAllCountedAndRanked();
    }

    @Test
    void anExemplarThatLostItsPlaceJustBeforeTheTaskMovedIsTakenFromTheView() {
        TallyProcessor first = processor();
        Score weak = unanimous(NOW - MINUTE, 0);
        first.process(new Record<>(null, weak.toByteArray(), NOW));
        sent.add(weak);
        write();
        assertThat(exemplarView.keySet())
                .extracting(ExemplarKey::pane)
                .containsOnly(Optional.of(Pane.at(NOW - MINUTE)));
        for (int i = 0; i < MOST; i++) {
            Score strong = unanimous(NOW, 3);
            first.process(new Record<>(null, strong.toByteArray(), NOW));
            sent.add(strong);
        }

        processor(); // the first one commits, but never comes to write
        write();
        assertThat(exemplarView.keySet()).extracting(ExemplarKey::pane).containsOnly(Optional.of(Pane.at(NOW)));
        assertAllCountedAndRanked();
    }

    /** All members of the baseline say not_blond, and so many of the candidates blond. */
    private Score unanimous(long timeMs, int blond) {
        var lineup = Scores.lineup(Scores.version("full", "f0", 3), Scores.version("pruned-95", "p0", 3));
        return Scores.random(random, lineup, timeMs).toBuilder()
                .clearVotes()
                .addAllVotes(List.of(3, 0, 3 - blond, blond))
                .build();
    }

    @Test
    void exemplarsOfAVersionAreForgottenWithItsCells() {
        TallyProcessor processor = processor();
        processor.process(new Record<>(
                null,
                Scores.random(random, lineup(1), NOW - REMEMBERED.toMillis() - 26 * HOUR)
                        .toByteArray(),
                NOW));
        var pruned = Scores.lineup(Scores.version("full", "f0", 3), Scores.version("pruned-95", "old", 3));
        processor.process(new Record<>(
                null,
                Scores.random(random, pruned, NOW - REMEMBERED.toMillis() - 26 * HOUR)
                        .toByteArray(),
                NOW));
        write();
        assertThat(exemplarView).hasSize(1);
        send(processor, NOW);
        write();
        write();

        assertThat(exemplarView.keySet())
                .extracting(key -> key.pair().candidates().get(0).digest())
                .doesNotContain("old");
        assertThat(storedExemplars()).isEqualTo(exemplarView);
    }

    private static io.penumbra.wire.v1.Lineup lineup(int number) {
        return Scores.lineup(Scores.version("full", "digest " + number, 1));
    }

    private boolean isRefused(TallyProcessor processor, int lineup, long timeMs) {
        context.resetForwards();
        processor.process(
                new Record<>(null, Scores.random(random, lineup(lineup), timeMs).toByteArray(), NOW));
        return !context.forwarded(TallyProcessor.DEAD_LETTERS).isEmpty();
    }

    @Test
    void aLineupTooManyIsRefusedWhileAllOthersAreInUse() {
        TallyProcessor processor = processor();
        for (int i = 0; i < TallyProcessor.MOST_LINEUPS; i++) {
            assertThat(isRefused(processor, i, NOW)).isFalse();
        }
        assertThat(isRefused(processor, -1, NOW)).isTrue();
        assertThat(new String(
                        context.forwarded()
                                .get(0)
                                .record()
                                .headers()
                                .lastHeader("__streams.errors.message")
                                .value(),
                        UTF_8))
                .contains("digest -1", "1000");
        write();
        processor = processor();
        assertThat(isRefused(processor, -1, NOW)).as("after a restart").isTrue();
    }

    private long lineupsOfView() {
        return view.values().stream().map(Cell::lineup).distinct().count();
    }

    @Test
    void aNewLineupTakesThePlaceOfOneThatIsUnusedForADay() {
        long dayAgo = NOW - 25 * HOUR;
        TallyProcessor processor = processor();
        for (int i = 0; i < TallyProcessor.MOST_LINEUPS; i++) {
            assertThat(isRefused(processor, i, dayAgo)).isFalse();
        }
        write();
        assertThat(isRefused(processor, 0, NOW)).isFalse();
        for (int i = 1; i <= 5; i++) {
            assertThat(isRefused(processor, -i, NOW)).isFalse();
        }
        write();
        assertThat(lineupsOfView()).isEqualTo(TallyProcessor.MOST_LINEUPS);
        assertThat(view.values())
                .anyMatch(cell -> cell.lineup().baseline().digest().equals("digest 0"));
        assertThat(view.values())
                .anyMatch(cell -> cell.lineup().baseline().digest().equals("digest -5"));
        // the cells are gone from the store as well
        processor();
        write();
        assertThat(lineupsOfView()).isEqualTo(TallyProcessor.MOST_LINEUPS);
    }

    @Test
    void anAcceptedLineupHasAlwaysAPlace() {
        var accepted = Accepted.digests(List.of("digest -1"));
        var settings = new TallySettings(
                Scores.TOPICS,
                Scores.values(),
                Duration.ofHours(25),
                REMEMBERED,
                Duration.ofHours(1),
                MOST,
                Optional.empty(),
                accepted,
                Picks.DEFAULT);
        var processor = new TallyProcessor(settings, TallyListener.SILENT, LEFT_OUT, new ForgottenView());
        processor.init(context);
        for (int i = 0; i < TallyProcessor.MOST_LINEUPS; i++) {
            assertThat(isRefused(processor, i, NOW - 25 * HOUR)).isFalse();
        }
        assertThat(isRefused(processor, -1, NOW - 26 * HOUR)).isFalse();
        assertThat(isRefused(processor, -2, NOW)).isFalse();
        write();
        assertThat(view.values())
                .anyMatch(cell -> cell.lineup().baseline().digest().equals("digest -1"));
    }
}
