package io.penumbra.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penumbra.counts.Lineup;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;
import io.penumbra.exemplar.Exemplar;
import io.penumbra.exemplar.ExemplarKey;
import io.penumbra.image.Coordinates;
import io.penumbra.tally.Scores;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class ExemplarWireTest {
    private static final Lineup PAIR = Wire.lineup(Scores.lineup()).pairs().get(1);
    private static final Exemplar FULL = new Exemplar(
            "fäce-1",
            1_700_000_040_000L,
            new Subgroup("age=old,sex=male"),
            Optional.of("blond"),
            Optional.of(new Coordinates("penumbra.images", 3, 1L << 40)),
            new int[] {3, 0, 0, 1},
            new float[] {0.75f, 0.25f, 0, 1});
    private static final Exemplar BARE = new Exemplar(
            "", -5, new Subgroup("sex=male"), Optional.empty(), Optional.empty(), new int[] {1, 0, 1, 0}, new float[4]);

    private static byte[] bytes(List<Exemplar> exemplars) {
        return ExemplarWire.exemplars().serializer().serialize("", exemplars);
    }

    @Test
    void exemplarsSurviveTheWire() {
        for (var exemplars : List.of(List.of(FULL, BARE), List.<Exemplar>of())) {
            assertThat(ExemplarWire.exemplars().deserializer().deserialize("", bytes(exemplars)))
                    .isEqualTo(exemplars);
        }
        assertThat(bytes(null)).isNull();
    }

    @Test
    void keysSurviveTheWire() {
        var keys = ExemplarWire.keys();
        for (var pane : List.of(Optional.<Pane>empty(), Optional.of(new Pane(-60_000)))) {
            var key = new ExemplarKey(7, pane, PAIR);
            byte[] bytes = keys.serializer().serialize("", key);
            assertThat(keys.deserializer().deserialize("", bytes)).isEqualTo(key);
        }
    }

    @Test
    void garbageIsSaidToBeGarbage() {
        byte[] garbage = {1, 2, 3};
        assertThatThrownBy(() -> ExemplarWire.keys().deserializer().deserialize("", garbage))
                .isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> ExemplarWire.exemplars().deserializer().deserialize("", garbage))
                .isInstanceOf(SerializationException.class);
    }

    @Test
    void noExemplarIsLargerThanItSays() {
        String name = "ß".repeat(200);
        var large = new Exemplar(
                name,
                Long.MIN_VALUE,
                new Subgroup(name),
                Optional.of(name),
                Optional.of(new Coordinates(name, Integer.MAX_VALUE, Long.MAX_VALUE)),
                new int[2000],
                new float[2000]);
        int[] votes = large.votes();
        Arrays.fill(votes, Integer.MAX_VALUE);

        assertThat((long) bytes(List.of(large)).length).isBetween(large.mostBytes() / 2, large.mostBytes());
        assertThat((long) bytes(List.of(FULL)).length).isLessThan(FULL.mostBytes());
    }

    @Test
    void aSourceThatCannotBeIsNone() {
        var source = io.penumbra.wire.v1.Source.newBuilder();
        assertThat(ExemplarWire.source(source.build())).isEmpty();
        assertThat(ExemplarWire.source(source.setTopic("images").build())).contains(new Coordinates("images", 0, 0));
        assertThat(ExemplarWire.source(source.setOffset(-1).build())).isEmpty();
    }
}
