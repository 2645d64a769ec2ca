package io.penumbra.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penumbra.counts.Cell;
import io.penumbra.counts.CellKey;
import io.penumbra.counts.CellSum;
import io.penumbra.counts.Classes;
import io.penumbra.counts.CountCheck;
import io.penumbra.counts.CountLayout;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Pane;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.TallyKey;
import io.penumbra.tally.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotBlank;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final String TOPIC = "any";
    private static final long FAR = 8000L * 365 * 24 * 60;

    private static <T> T roundTrip(Serde<T> serde, T value) {
        return serde.deserializer().deserialize(TOPIC, serde.serializer().serialize(TOPIC, value));
    }

    private static byte[] storeKey(CellKey key) {
        return Wire.storeKeys().serializer().serialize(TOPIC, key);
    }

    private static CellKey key(long minute, String leaf, long lineup) {
        return new CellKey(Optional.of(new Pane(minute * 60_000)), new Subgroup(leaf), lineup);
    }

    private static Cell cell(long seed, int classes, int candidates, OptionalLong through) {
        var names = new String[classes];
        Arrays.setAll(names, y -> "class " + y);
        var models = new ModelVersion[candidates];
        Arrays.setAll(models, i -> new ModelVersion("candidate " + i, "c" + seed, 1 + i));
        Lineup lineup = new Lineup(
                new Classes(List.of(names), classes - 1), new ModelVersion("full", "f" + seed, 3), List.of(models));
        Random random = new Random(seed);
        var sum = new CellSum(lineup);
        for (int i = 0; i < 20; i++) {
            sum.add(image(random, lineup));
        }
        Cell cell = sum.cell();
        return through.isPresent() ? cell.through(new Pane(through.getAsLong())) : cell;
    }

    private static ScoredImage image(Random random, Lineup lineup) {
        int classes = lineup.classes().size();
        int models = 1 + lineup.candidates().size();
        int[] votes = new int[models * classes];
        float[] probabilities = new float[votes.length];
        for (int m = 0; m < models; m++) {
            int members = m == 0
                    ? lineup.baseline().members()
                    : random.nextInt(4) == 0
                            ? 0
                            : lineup.candidates().get(m - 1).members(); // none: it failed
            for (int i = 0; i < members; i++) {
                votes[m * classes + random.nextInt(classes)]++;
            }
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = random.nextFloat();
        }
        int label = random.nextInt(classes + 1) - 1;
        return new ScoredImage(
                random.nextInt(1_000_000), new Subgroup("sex=male"), lineup, label, votes, probabilities);
    }

    @Property
    void aStoreKeySurvives(
            @ForAll @LongRange(min = -FAR, max = FAR) long minute, @ForAll @NotBlank String leaf, @ForAll long lineup) {
        CellKey key = key(minute, wellFormed(leaf), lineup);

        assertThat(roundTrip(Wire.storeKeys(), key)).isEqualTo(key);
        assertThat(roundTrip(Wire.storeKeys(), key.sinceStart())).isEqualTo(key.sinceStart());
    }

    @Property
    void aTallyKeySurvives(
            @ForAll @IntRange(max = Integer.MAX_VALUE) int task,
            @ForAll @LongRange(min = -FAR, max = FAR) long minute,
            @ForAll @NotBlank String leaf,
            @ForAll long lineup) {
        TallyKey key = new TallyKey(task, key(minute, wellFormed(leaf), lineup));

        assertThat(roundTrip(Wire.tallyKeys(), key)).isEqualTo(key);
        TallyKey sinceStart = new TallyKey(task, key.cell().sinceStart());
        assertThat(roundTrip(Wire.tallyKeys(), sinceStart)).isEqualTo(sinceStart);
    }

    /** A lone surrogate cannot come in by protobuf. */
    private static String wellFormed(String leaf) {
        return leaf.chars().anyMatch(c -> Character.isSurrogate((char) c)) ? "age=old" : leaf;
    }

    @Property
    void aCellSurvives(
            @ForAll long seed,
            @ForAll @IntRange(min = 2, max = 5) int classes,
            @ForAll @IntRange(max = 5) int candidates,
            @ForAll boolean folded) {
        Cell cell = cell(seed, classes, candidates, folded ? OptionalLong.of(-60_000) : OptionalLong.empty());

        assertThat(roundTrip(Wire.cells(), cell)).isEqualTo(cell);
    }

    @Test
    void theClassesOfALineupSurvive() {
        var hair = List.of("black", "brown", "blond");
        for (OptionalInt positive : List.of(OptionalInt.empty(), OptionalInt.of(0), OptionalInt.of(2))) {
            for (List<Integer> guarded : List.of(List.<Integer>of(), List.of(0), List.of(2), List.of(0, 1))) {
                var lineup =
                        new Lineup(new Classes(hair, positive, guarded), new ModelVersion("full", "f", 1), List.of());
                assertThat(Wire.lineup(Wire.lineup(lineup))).isEqualTo(lineup);
            }
        }
    }

    @Test
    void whereNothingIsSaidThePositiveClassIsGuarded() {
        assertThat(Wire.lineup(Scores.lineup()).classes().guarded()).containsExactly(1);
        assertThat(Wire.lineup(Scores.lineup().toBuilder().setNoPositive(true).build())
                        .classes())
                .isEqualTo(new Classes(List.of("not_blond", "blond"), OptionalInt.empty(), List.of()));
    }

    @Property
    void storeKeysSortByPane(
            @ForAll @LongRange(min = -FAR, max = FAR) long a,
            @ForAll @LongRange(min = -FAR, max = FAR) long b,
            @ForAll long lineup,
            @ForAll long otherLineup) {
        int byBytes =
                Arrays.compareUnsigned(storeKey(key(a, "age=old", lineup)), storeKey(key(b, "age=young", otherLineup)));

        if (a != b) {
            assertThat(Integer.signum(byBytes)).isEqualTo(Long.compare(a, b));
        }
    }

    @Test
    void storeKeysSortByPaneAcrossTheEpochAndTheCellSinceTheStartComesFirst() {
        List<byte[]> keys = List.of(
                storeKey(key(-FAR, "all", -1).sinceStart()),
                storeKey(key(-FAR, "all", -1)),
                storeKey(key(-1, "all", 1)),
                storeKey(key(0, "all", -1)),
                storeKey(key(1, "all", 1)));

        assertThat(keys).isSortedAccordingTo(Arrays::compareUnsigned);
    }

    /** So that a reader who meets a pane's cell meets the sum that may already hold it later, never earlier. */
    @Test
    void theCellSinceTheStartComesAfterItsPanesInTheView() {
        var tallyKeys = Wire.tallyKeys().serializer();
        for (int task : new int[] {0, 1, 300}) {
            for (long minute : new long[] {-FAR, -1, 0, 1, FAR}) {
                TallyKey pane = new TallyKey(task, key(minute, "age=old", 7));
                TallyKey sinceStart = new TallyKey(task, pane.cell().sinceStart());
                assertThat(Arrays.compareUnsigned(
                                tallyKeys.serialize(TOPIC, pane), tallyKeys.serialize(TOPIC, sinceStart)))
                        .isNegative();
            }
        }
    }

    @Test
    void anAbsentCellStaysAbsent() {
        assertThat(new CellDeserializer().deserialize(TOPIC, null)).isNull();
    }

    /** Whatever else stands in it: it need not be readable. */
    @Test
    void aCellOfAnotherLayoutIsNone() {
        var topic = io.penumbra.wire.v1.Cell.newBuilder();
        for (int layout : new int[] {1, CountLayout.VERSION + 1, 1000}) {
            assertThat(Wire.cells()
                            .deserializer()
                            .deserialize(
                                    TOPIC,
                                    topic.setLayout(layout).addCounts(7).build().toByteArray()))
                    .isNull();
        }
    }

    /** An empty value, and nearly every protobuf of another meaning. */
    @Test
    void aCellWithoutLayoutIsNotReadAsOneOfAnotherLayout() {
        byte[] negative =
                io.penumbra.wire.v1.Cell.newBuilder().setLayout(-1).build().toByteArray();
        for (byte[] bytes : List.of(
                new byte[0],
                negative,
                Scores.random(new Random(1), Scores.lineup(), 1).toByteArray())) {
            assertThatThrownBy(() -> Wire.cells().deserializer().deserialize(TOPIC, bytes))
                    .isInstanceOf(SerializationException.class);
        }
    }

    /** Random bytes, and cells of which a byte was changed or which were cut off. */
    @Property(tries = 5_000)
    void whateverTheBytesTheyAreACellOrASentence(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = Wire.cells().serializer().serialize(TOPIC, cell(seed, 2, 2, OptionalLong.empty()));
        if (random.nextInt(4) == 0) {
            bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
        } else if (random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        } else {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        byte[] wire = bytes;
        try {
            Cell cell = Wire.cells().deserializer().deserialize(TOPIC, wire);
            if (cell != null) {
                CountCheck.check(cell);
            }
        } catch (SerializationException e) {
            assertThat(e).hasMessageContaining("not a Cell: ");
        }
        for (Serde<?> keys :
                List.of(Wire.tallyKeys(), Wire.storeKeys(), ExemplarWire.keys(), ExemplarWire.exemplars())) {
            try {
                keys.deserializer().deserialize(TOPIC, wire);
            } catch (SerializationException e) {
                assertThat(e).hasMessageContaining(" ");
            }
        }
    }

    @Test
    void cellsOfOneLineupShareItWhenRead() {
        Serde<Cell> cells = Wire.cells();
        Cell cell = cell(1, 2, 2, OptionalLong.empty());

        assertThat(roundTrip(cells, cell).lineup())
                .isSameAs(roundTrip(cells, cell).lineup());
    }

    @Test
    void bytesThatAreNoCellOrKeySaySo() {
        byte[] junk = {(byte) 0xff, 1};
        assertThatThrownBy(() -> Wire.cells().deserializer().deserialize(TOPIC, junk))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("not a Cell");
        assertThatThrownBy(() -> Wire.tallyKeys().deserializer().deserialize(TOPIC, junk))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("not a TallyKey");
    }
}
