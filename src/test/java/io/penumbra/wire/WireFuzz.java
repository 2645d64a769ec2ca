package io.penumbra.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.audit.AuditImage;
import io.penumbra.audit.AuditImage.ChosenLabel;
import io.penumbra.counts.Cell;
import io.penumbra.counts.CellKey;
import io.penumbra.counts.KeptValues;
import io.penumbra.counts.Pane;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.TallyKey;
import io.penumbra.exemplar.Exemplar;
import io.penumbra.exemplar.ExemplarKey;
import io.penumbra.fuzz.Bytes;
import io.penumbra.fuzz.Fuzz;
import io.penumbra.fuzz.Json;
import io.penumbra.fuzz.Messages;
import io.penumbra.image.Coordinates;
import io.penumbra.tally.Scores;
import io.penumbra.wire.v1.Lineup;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/**
 * Whatever lies on a topic, its reader gives a value or says why not, by the one exception that its caller expects. A
 * reader that has read much answers as a fresh one does, and what it accepts comes back the same from the wire.
 */
class WireFuzz {
    private static final String TOPIC = "any";
    private static final long TIME = 1_700_000_000_000L;
    private static final List<Lineup> LINEUPS = List.of(
            Scores.lineup(),
            Scores.lineup(Scores.version("full", "f1", 5)),
            Scores.lineup(Scores.version("full", "f1", 5), Scores.version("q", "q0", 5)));
    private static final List<String> LABELS = List.of(
            "{\"label\": \"blond\"}",
            "{\"label\": \"not_blond\", \"subgroups\": {\"sex\": \"male\", \"age\": \"old\"}, \"time\": \"2023-11-14T22:13:20Z\"}",
            "{\"label\": \"blond\", \"subgroups\": {}, \"time\": \"2023-11-14T23:13:20+01:00\", \"chosen\": \"flip\", \"by\": \"a\"}");

    private static byte[] score(RandomGenerator random) {
        var score = Scores.random(new Random(random.nextLong()), Bytes.oneOf(random, LINEUPS), TIME);
        return Messages.changed(random, score.toByteArray());
    }

    @Test
    void scores() {
        // once a value is kept, or has found no room, that stays so: fresh and reused readers share them
        KeptValues values = Scores.values();
        ThreadLocal<ScoreReader> reused = ThreadLocal.withInitial(() -> new ScoreReader(values));
        double accepted = Fuzz.run("scores", 250_000, WireFuzz::score, value -> {
            ScoreRead fresh = new ScoreReader(values).read(value);
            ScoreRead again = reused.get().read(value);
            if (!(fresh instanceof ScoreRead.Given given)) {
                assertThat(again).isEqualTo(fresh);
                return false;
            }
            assertSame(given, (ScoreRead.Given) again);
            // what is accepted can be counted, and its cell can be written and read
            Cell cell = Scores.cell(given.image());
            assertThat(cell.scored()).isEqualTo(1);
            assertThat(roundTrip(Wire.cells(), cell)).isEqualTo(cell);
            return true;
        });
        assertThat(accepted).isBetween(0.2, 0.8);
    }

    private static void assertSame(ScoreRead.Given one, ScoreRead.Given other) {
        ScoredImage a = one.image();
        ScoredImage b = other.image();
        assertThat(other.origin()).isEqualTo(one.origin());
        assertThat(b.timeMs()).isEqualTo(a.timeMs());
        assertThat(b.leaf()).isEqualTo(a.leaf());
        assertThat(b.lineup()).isEqualTo(a.lineup());
        assertThat(b.label()).isEqualTo(a.label());
        assertThat(b.votes()).isEqualTo(a.votes());
        assertThat(b.probabilities()).isEqualTo(a.probabilities());
    }

    @Test
    void labels() {
        var reader = new LabelReader(Duration.ofHours(1));
        byte[] key = "image-1".getBytes(StandardCharsets.UTF_8);
        double accepted =
                Fuzz.run("labels", 150_000, random -> Json.changed(random, Bytes.oneOf(random, LABELS)), value -> {
                    LabelRead read = reader.read(key, value, TIME);
                    if (read instanceof LabelRead.Given given) {
                        assertThat(LabelReader.again(value)).isEqualTo(given.label());
                        return true;
                    }
                    if (read instanceof LabelRead.Malformed malformed) {
                        assertThat(malformed.message()).isNotBlank();
                        return false;
                    }
                    // a change can make the label null, which with `chosen` withdraws the chosen one
                    assertThat(read).isInstanceOf(LabelRead.ChosenWithdrawn.class);
                    return true;
                });
        assertThat(accepted).isBetween(0.2, 0.8);
    }

    private static byte[] cell(RandomGenerator random) {
        var source = new Random(random.nextLong());
        Lineup lineup = Bytes.oneOf(random, LINEUPS);
        var images = Stream.generate(() -> Scores.read(Scores.random(source, lineup, TIME)))
                .limit(random.nextInt(1, 9))
                .toArray(ScoredImage[]::new);
        return Messages.changed(random, Wire.cells().serializer().serialize(TOPIC, Scores.cell(images)));
    }

    @Test
    void cells() {
        ThreadLocal<CellCheck> check = ThreadLocal.withInitial(CellCheck::new);
        double accepted = run("cells", 150_000, WireFuzz::cell, Wire::cells, cell -> {
            // one that stands under its key can be added up
            try {
                check.get().check(key(cell), cell);
            } catch (IllegalArgumentException refused) {
                return;
            }
            assertThat(cell.plus(cell).scored()).isEqualTo(2 * cell.scored());
        });
        assertThat(accepted).isBetween(0.1, 0.8);
    }

    private static CellKey key(Cell cell) {
        return new CellKey(
                Optional.of(Pane.at(TIME)), new Subgroup("age=old,sex=male"), new Lineups().id(cell.lineup()));
    }

    @Test
    void tallyKeys() {
        byte[] key = Wire.tallyKeys()
                .serializer()
                .serialize(
                        TOPIC,
                        new TallyKey(
                                3, new CellKey(Optional.of(new Pane(60_000)), new Subgroup("age=old,sex=male"), 7)));
        assertThat(run("tally keys", 50_000, random -> Messages.changed(random, key), Wire::tallyKeys))
                .isBetween(0.1, 0.9);
    }

    private static byte[] auditImage(RandomGenerator random) {
        ScoredImage image =
                Scores.read(Scores.random(new Random(random.nextLong()), Bytes.oneOf(random, LINEUPS), TIME));
        Optional<ChosenLabel> label = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(new ChosenLabel("blond", random.nextBoolean() ? Optional.of("ada") : Optional.empty()));
        var source = new Coordinates("penumbra.images", 1, random.nextInt(1000));
        return Messages.changed(
                random,
                AuditWire.images()
                        .serializer()
                        .serialize(TOPIC, new AuditImage("image", TIME, image, Optional.of(source), label)));
    }

    /** Scored images have no equality, so what comes back is compared as bytes. */
    @Test
    void auditImages() {
        var reused = ThreadLocal.withInitial(AuditWire::images);
        double accepted = Fuzz.run("audit images", 100_000, WireFuzz::auditImage, value -> {
            Optional<AuditImage> fresh = read(AuditWire.images().deserializer(), value);
            Optional<AuditImage> again = read(reused.get().deserializer(), value);
            assertThat(again.map(WireFuzz::bytes)).isEqualTo(fresh.map(WireFuzz::bytes));
            fresh.ifPresent(image -> assertThat(read(AuditWire.images().deserializer(), toBytes(image))
                            .map(WireFuzz::bytes))
                    .contains(bytes(image)));
            return fresh.isPresent();
        });
        assertThat(accepted).isBetween(0.1, 0.9);
    }

    private static byte[] toBytes(AuditImage image) {
        return AuditWire.images().serializer().serialize(TOPIC, image);
    }

    private static ByteBuffer bytes(AuditImage image) {
        return ByteBuffer.wrap(toBytes(image));
    }

    private static byte[] exemplars(RandomGenerator random) {
        var exemplars =
                Stream.generate(() -> exemplar(random)).limit(random.nextInt(4)).toList();
        return Messages.changed(random, ExemplarWire.exemplars().serializer().serialize(TOPIC, exemplars));
    }

    private static Exemplar exemplar(RandomGenerator random) {
        return new Exemplar(
                "image-" + random.nextInt(9),
                TIME + random.nextInt(1000),
                new Subgroup("age=old,sex=male"),
                random.nextBoolean() ? Optional.of("blond") : Optional.empty(),
                random.nextBoolean() ? Optional.of(new Coordinates("penumbra.images", 3, 1L << 40)) : Optional.empty(),
                new int[] {3, 0, 0, 1},
                new float[] {0.75f, 0.25f, 0, 1});
    }

    @Test
    void exemplars() {
        assertThat(run("exemplars", 100_000, WireFuzz::exemplars, ExemplarWire::exemplars))
                .isBetween(0.1, 0.9);
    }

    @Test
    void exemplarKeys() {
        byte[] key = ExemplarWire.keys()
                .serializer()
                .serialize(
                        TOPIC,
                        new ExemplarKey(
                                7,
                                Optional.of(new Pane(-60_000)),
                                Wire.lineup(Scores.lineup()).pairs().get(1)));
        assertThat(run("exemplar keys", 50_000, random -> Messages.changed(random, key), ExemplarWire::keys))
                .isBetween(0.1, 0.9);
    }

    private static <T> double run(
            String name, int inputs, Function<RandomGenerator, byte[]> make, Supplier<Serde<T>> serde) {
        return run(name, inputs, make, serde, read -> {});
    }

    /** Inputs that a reused and a fresh deserializer read alike, or both refuse. What they give comes back the same. */
    private static <T> double run(
            String name,
            int inputs,
            Function<RandomGenerator, byte[]> make,
            Supplier<Serde<T>> serde,
            Consumer<T> more) {
        ThreadLocal<Deserializer<T>> reused =
                ThreadLocal.withInitial(() -> serde.get().deserializer());
        return Fuzz.run(name, inputs, make, value -> {
            Optional<T> fresh = read(serde.get().deserializer(), value);
            assertThat(read(reused.get(), value)).isEqualTo(fresh);
            fresh.ifPresent(read -> assertThat(roundTrip(serde.get(), read)).isEqualTo(read));
            fresh.ifPresent(more);
            return fresh.isPresent();
        });
    }

    private static <T> Optional<T> read(Deserializer<T> deserializer, byte[] value) {
        try {
            return Optional.ofNullable(deserializer.deserialize(TOPIC, value));
        } catch (SerializationException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }

    private static <T> T roundTrip(Serde<T> serde, T value) {
        return serde.deserializer().deserialize(TOPIC, serde.serializer().serialize(TOPIC, value));
    }
}
