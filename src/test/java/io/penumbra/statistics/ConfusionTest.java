package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConfusionTest {

    /** 90 not blond, of them 81 seen as such; 10 blond, of them 6 seen as such. */
    private static final Confusion ONE_MODEL =
            new Confusion(1, List.of(new ClassCounts(90, 81, 85), new ClassCounts(10, 6, 15)));

    @Test
    void ratesFollowFromOneVersusRestCounts() {
        assertThat(ONE_MODEL.labelled()).isEqualTo(100);
        assertThat(ONE_MODEL.errors()).isEqualTo(new Proportion(13, 100));
        assertThat(ONE_MODEL.falsePositives(1)).isEqualTo(new Proportion(9, 90));
        assertThat(ONE_MODEL.falseNegatives(1)).isEqualTo(new Proportion(4, 10));
    }

    @Test
    void inTwoClassesTheFalsePositivesOfOneAreTheFalseNegativesOfTheOther() {
        assertThat(ONE_MODEL.falsePositives(0)).isEqualTo(ONE_MODEL.falseNegatives(1));
        assertThat(ONE_MODEL.falsePositives(1)).isEqualTo(ONE_MODEL.falseNegatives(0));
    }

    @Test
    void aMemberCountsForItsShareOfThePopulation() {
        Confusion pair = new Confusion(2, List.of(new ClassCounts(3, 5, 6), new ClassCounts(1, 1, 2)));
        assertThat(pair.errors()).isEqualTo(new Proportion(1, 4));
        assertThat(pair.falsePositives(1)).isEqualTo(new Proportion(0.5, 3));
        assertThat(pair.falseNegatives(1)).isEqualTo(new Proportion(0.5, 1));
    }

    @Test
    void macroAveragesLeaveOutClassesWithoutSupport() {
        var three = new Confusion(
                1, List.of(new ClassCounts(90, 81, 83), new ClassCounts(10, 6, 15), new ClassCounts(0, 0, 2)));
        assertThat(three.macroFalseNegatives()).hasValue((9 / 90.0 + 4 / 10.0) / 2);
        assertThat(three.macroFalsePositives()).hasValue((2 / 10.0 + 9 / 90.0) / 2);
        var one = new Confusion(1, List.of(new ClassCounts(5, 4, 4), new ClassCounts(0, 0, 1)));
        assertThat(one.macroFalsePositives()).isEmpty();
        assertThat(one.macroFalseNegatives()).hasValue(1 / 5.0);
    }

    @Test
    void emptyWindowHasNoErrorRatio() {
        Confusion empty = new Confusion(1, List.of(new ClassCounts(0, 0, 0), new ClassCounts(0, 0, 0)));
        assertThat(empty.errors().ratio()).isEmpty();
        assertThat(empty.falsePositives(0).ratio()).isEmpty();
        assertThat(empty.falseNegatives(0).ratio()).isEmpty();
    }

    @Test
    void countsThatNoModelCanProduceAreRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClassCounts(5, 3, 2))
                .withMessageContaining("correct 3, predicted 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Confusion(2, List.of(new ClassCounts(5, 11, 11))))
                .withMessageContaining("2 members");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Confusion(1, List.of(new ClassCounts(5, 3, 4))))
                .withMessageContaining("5 votes together, found 4");
        assertThatIllegalArgumentException().isThrownBy(() -> new Confusion(0, List.of()));
    }

    @Test
    void countsAreAdditive() {
        assertThat(new ClassCounts(5, 3, 4).plus(new ClassCounts(1, 1, 2))).isEqualTo(new ClassCounts(6, 4, 6));
    }

    @Property
    void countsOfAnyMatrixAgreeWithTheMatrix(
            @ForAll @Size(9) List<@IntRange(max = 1000) Integer> matrix, @ForAll @IntRange(max = 2) int y) {
        long[] support = new long[3];
        long[] predicted = new long[3];
        for (int i = 0; i < 9; i++) {
            support[i / 3] += matrix.get(i);
            predicted[i % 3] += matrix.get(i);
        }
        Confusion confusion = new Confusion(
                1,
                List.of(
                        new ClassCounts(support[0], matrix.get(0), predicted[0]),
                        new ClassCounts(support[1], matrix.get(4), predicted[1]),
                        new ClassCounts(support[2], matrix.get(8), predicted[2])));
        long all = support[0] + support[1] + support[2];
        long correct = matrix.get(0) + matrix.get(4) + matrix.get(8);
        assertThat(confusion.errors()).isEqualTo(new Proportion(all - correct, all));
        assertThat(confusion.falsePositives(y))
                .isEqualTo(new Proportion(predicted[y] - matrix.get(4 * y), all - support[y]));
        assertThat(confusion.falseNegatives(y)).isEqualTo(new Proportion(support[y] - matrix.get(4 * y), support[y]));
    }
}
