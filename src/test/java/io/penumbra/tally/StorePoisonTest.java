package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penumbra.counts.Cell;
import io.penumbra.counts.CellKey;
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
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.ExemplarWire;
import io.penumbra.wire.HourWire;
import io.penumbra.wire.Lineups;
import io.penumbra.wire.Wire;
import io.penumbra.wire.v1.Score;
import java.io.File;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

/** A task starts and counts whatever stands in the changelogs of its stores. */
class StorePoisonTest {
    private static final long MINUTE = 60_000;
    private static final long NOW = 1_700_000_040_000L;
    private static final long YEARS = 300L * 365 * 24 * 60 * MINUTE;

    private final Random random = new Random(11);
    private final List<String> unreadable = new ArrayList<>();
    private final LeftOut leftOut = new LeftOut(unreadable::add, System::nanoTime);
    private final KeyValueStore<CellKey, Cell> cells = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(CellStore.NAME),
                    leftOut.lenient(Wire.storeKeys()),
                    leftOut.lenient(Wire.cells()))
            .withLoggingDisabled()
            .build();
    private final KeyValueStore<ExemplarKey, List<Exemplar>> exemplars = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(ExemplarStore.NAME),
                    leftOut.lenient(ExemplarWire.keys()),
                    leftOut.lenient(ExemplarWire.exemplars()))
            .withLoggingDisabled()
            .build();
    private final KeyValueStore<CellKey, HourCounts> hours = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(HourStore.NAME),
                    leftOut.lenient(Wire.storeKeys()),
                    leftOut.lenient(HourWire.hours()))
            .withLoggingDisabled()
            .build();
    private final MockProcessorContext<Object, Object> context;
    private final List<Score> sent = new ArrayList<>();

    StorePoisonTest(@TempDir File state) {
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "tally");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        context = new MockProcessorContext<>(config, new TaskId(0, 2), state);
        context.setCurrentSystemTimeMs(NOW);
        context.setRecordMetadata("scores", 2, 0);
        var cellStore = new CellStore(cells);
        cellStore.init(context.getStateStoreContext(), cellStore);
        context.addStateStore(cellStore);
        var hourStore = new HourStore(hours);
        hourStore.init(context.getStateStoreContext(), hourStore);
        context.addStateStore(hourStore);
        var exemplarStore = new ExemplarStore(exemplars, 5);
        exemplarStore.init(context.getStateStoreContext(), exemplarStore);
        context.addStateStore(exemplarStore);
    }

    private static void put(KeyValueStore<?, ?> store, byte[] key, byte[] value) {
        @SuppressWarnings("unchecked")
        var raw = (KeyValueStore<Bytes, byte[]>) ((WrappedStateStore<?, ?, ?>) store).wrapped();
        raw.put(Bytes.wrap(key), value);
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] key(CellKey key) {
        return Wire.storeKeys().serializer().serialize("", key);
    }

    private static byte[] cell(ScoredImage image) {
        return Wire.cells().serializer().serialize("", Scores.cell(image));
    }

    private ScoredImage image(long timeMs) {
        return Scores.read(Scores.random(random, Scores.lineup(), timeMs));
    }

    private static CellKey keyOf(ScoredImage image) {
        return CellKey.of(Pane.at(image.timeMs()), image.leaf(), new Lineups().id(image.lineup()));
    }

    private static byte[] hour(ScoredImage image) {
        return HourWire.hours()
                .serializer()
                .serialize("", new HourSum(image.lineup()).add(image).hour());
    }

    private static CellKey hourOf(ScoredImage image) {
        return CellKey.of(HourCounts.at(image.timeMs()), Subgroup.ALL, new Lineups().id(image.lineup()));
    }

    @Test
    void hoursThatAreGarbageOrStandElsewhereGo() {
        ScoredImage image = image(NOW);
        ScoredImage far = image(NOW + YEARS);
        put(hours, key(hourOf(image)), random(50));
        put(hours, random(30), hour(image));
        put(hours, key(hourOf(far)), hour(far));
        put(hours, key(CellKey.of(Pane.at(NOW), Subgroup.ALL, 3)), hour(image));
        put(hours, key(new CellKey(Optional.empty(), Subgroup.ALL, 3)), random(50));
        assertStartsAndCounts();
        assertThat(unreadable).contains("tally-hours-changelog");
        var written = new HashMap<Pane, Long>();
        context.forwarded(TallyProcessor.HOURS).forEach(forward -> {
            Record<?, ?> record = forward.record();
            if (record.value() != null) {
                written.put(
                        ((TallyKey) record.key()).cell().pane().orElseThrow(), ((HourCounts) record.value()).scored());
            }
        });
        assertThat(written).isEqualTo(Map.of(HourCounts.at(NOW), 1L, HourCounts.at(NOW - 23 * 60 * MINUTE), 1L));
    }

    /** Starts a task, counts an image of now and one of yesterday, and asserts that the cells hold these and no more. */
    private void assertStartsAndCounts() {
        var processor = new TallyProcessor(
                Scores.settings(5, Optional.empty()), TallyListener.SILENT, leftOut, new ForgottenView());
        processor.init(context);
        for (long timeMs : new long[] {NOW, NOW - 23 * 60 * MINUTE}) {
            Score score = Scores.random(random, Scores.lineup(), timeMs);
            sent.add(score);
            processor.process(new Record<>(null, score.toByteArray(), NOW));
        }
        context.resetForwards();
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(NOW);
        var view = new HashMap<TallyKey, Cell>();
        context.forwarded(TallyProcessor.TALLIES).forEach(forward -> {
            Record<?, ?> record = forward.record();
            if (record.value() != null && ((Cell) record.value()).lastMs() <= NOW + MINUTE) {
                view.put((TallyKey) record.key(), (Cell) record.value());
            }
        });
        Snapshot snapshot = Snapshot.of(view.entrySet());
        assertThat(Recount.of(snapshot.window(Window.VERSION))).isEqualTo(Recount.of(sent));
        assertThat(Recount.of(snapshot.window(Window.DAY))).isEqualTo(Recount.of(sent));
        assertThat(unreadable).isNotEmpty().allMatch(topic -> topic.startsWith("tally-"));
    }

    @Test
    void keysOfCellsThatAreGarbage() {
        put(cells, new byte[0], cell(image(NOW)));
        put(cells, random(3), cell(image(NOW)));
        put(cells, random(15), cell(image(NOW)));
        put(cells, random(60), cell(image(NOW)));
        assertStartsAndCounts();
    }

    @Test
    void cellsThatAreGarbage() {
        put(cells, key(keyOf(image(NOW))), random(50));
        put(cells, key(keyOf(image(NOW - MINUTE))), new byte[0]);
        put(cells, key(keyOf(image(NOW - MINUTE)).sinceStart()), "{}".getBytes(UTF_8));
        assertStartsAndCounts();
    }

    /** Were such a cell kept, the next image of its key would be added to counts of another lineup, which fails. */
    @Test
    void aCellOfAnotherLineupThanItsKeyGoes() {
        ScoredImage image = image(NOW);
        var other = Scores.lineup(Scores.version("full", "forged", 3), Scores.version("pruned-95", "p0", 3));
        ScoredImage forged = Scores.read(Scores.random(random, other, NOW));
        for (String leaf :
                List.of("age=young,sex=male", "age=young,sex=female", "age=old,sex=male", "age=old,sex=female")) {
            put(
                    cells,
                    key(new CellKey(
                            Optional.of(Pane.at(NOW)),
                            new Subgroup(leaf),
                            keyOf(image).lineup())),
                    cell(forged));
        }
        assertStartsAndCounts();
        assertThat(unreadable).hasSize(4);
    }

    /** The newest pane decides what is late and what leaves the windows. */
    @Test
    void aCellOfTheFarFutureMovesNothing() {
        ScoredImage image = image(NOW + YEARS);
        put(cells, key(keyOf(image)), cell(image));
        put(cells, random(2), random(2));
        assertStartsAndCounts();
    }

    @Test
    void aSumThatHoldsPanesOfTheFarFutureMovesNothing() {
        ScoredImage image = image(NOW);
        Cell through = Scores.cell(image).through(Pane.at(NOW + YEARS));
        put(cells, key(keyOf(image).sinceStart()), Wire.cells().serializer().serialize("", through));
        put(cells, random(2), random(2));
        var processor = new TallyProcessor(
                Scores.settings(5, Optional.empty()), TallyListener.SILENT, leftOut, new ForgottenView());
        processor.init(context);
        processor.process(
                new Record<>(null, Scores.random(random, Scores.lineup(), NOW).toByteArray(), NOW));
        context.resetForwards();
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(NOW);

        assertThat(context.forwarded(TallyProcessor.TALLIES))
                .anyMatch(forward ->
                        ((TallyKey) forward.record().key()).cell().pane().isPresent());
    }

    /** Kafka Streams says that it is 1970 until the first record comes. */
    @Test
    void exemplarsAreRestoredBeforeTheTimeIsKnown() {
        ScoredImage image = image(NOW);
        var pair = image.lineup().pairs().get(0);
        var kept = new Exemplar(
                "kept", NOW, image.leaf(), Optional.empty(), Optional.empty(), new int[] {3, 0, 0, 3}, new float[4]);
        put(
                exemplars,
                ExemplarWire.keys().serializer().serialize("", new ExemplarKey(2, Optional.of(Pane.at(NOW)), pair)),
                ExemplarWire.exemplars().serializer().serialize("", List.of(kept)));
        context.setCurrentSystemTimeMs(0);
        var processor = new TallyProcessor(
                Scores.settings(5, Optional.empty()), TallyListener.SILENT, leftOut, new ForgottenView());
        processor.init(context);
        context.setCurrentSystemTimeMs(NOW);
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(NOW);
        assertThat(unreadable).isEmpty();
        assertThat(context.forwarded(TallyProcessor.EXEMPLARS))
                .anySatisfy(forward -> assertThat(forward.record().value()).isEqualTo(List.of(kept)));
    }

    @Test
    void exemplarsThatAreGarbage() {
        ScoredImage image = image(NOW);
        var pair = image.lineup().pairs().get(0);
        byte[] key =
                ExemplarWire.keys().serializer().serialize("", new ExemplarKey(2, Optional.of(Pane.at(NOW)), pair));
        byte[] foreign =
                ExemplarWire.keys().serializer().serialize("", new ExemplarKey(7, Optional.of(Pane.at(NOW)), pair));
        byte[] ahead = ExemplarWire.keys()
                .serializer()
                .serialize("", new ExemplarKey(2, Optional.of(Pane.at(NOW + YEARS)), pair));
        var wrong = new Exemplar(
                "a", NOW, image.leaf(), Optional.empty(), Optional.empty(), new int[] {9, 9, 9, 9}, new float[4]);
        var future = new Exemplar(
                "a",
                NOW + YEARS,
                image.leaf(),
                Optional.empty(),
                Optional.empty(),
                new int[] {3, 0, 0, 3},
                new float[4]);
        put(exemplars, random(9), random(9));
        put(exemplars, key, ExemplarWire.exemplars().serializer().serialize("", List.of(wrong)));
        put(exemplars, foreign, ExemplarWire.exemplars().serializer().serialize("", List.of()));
        put(exemplars, ahead, ExemplarWire.exemplars().serializer().serialize("", List.of(future)));

        assertStartsAndCounts();

        assertThat(unreadable).hasSizeGreaterThanOrEqualTo(4);
        assertThat(context.forwarded(TallyProcessor.EXEMPLARS))
                .noneMatch(forward -> String.valueOf(forward.record().value()).contains("Exemplar a "));
    }

    @Test
    void changesOfTheKnownImagesNeedATimeUntilNow() {
        long slot = Math.floorDiv(NOW, 1L << 28) << 28;
        assertThatCode(() -> check("a-images-28-changelog", key(slot))).doesNotThrowAnyException();
        assertThatCode(() -> check("a-cells-changelog", new byte[1])).doesNotThrowAnyException();
        for (byte[] bad : List.of(
                new byte[0], new byte[11], key(slot + 1), key(slot + YEARS), key(-(1L << 28)), key(Long.MIN_VALUE))) {
            assertThatThrownBy(() -> check("a-images-28-changelog", bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static byte[] key(long slot) {
        return ByteBuffer.allocate(14).put(new byte[2]).putLong(slot).putInt(0).array();
    }

    private static void check(String topic, byte[] key) {
        ImageStore.checkChange(new ConsumerRecord<>(topic, 0, 0, key, new byte[0]), NOW);
    }

    @Test
    void whatIsSaidOfARecordIsSaidOnceAMinute() {
        var clock = new long[] {0};
        var said = new LeftOut(topic -> {}, () -> clock[0]);
        for (int i = 0; i < 200; i++) {
            clock[0] += Duration.ofSeconds(1).toNanos();
            said.leaveOut("topic", "record " + i, "it is garbage");
        }
        assertThat(said.messages("topic")).isEqualTo(4);
    }
}
