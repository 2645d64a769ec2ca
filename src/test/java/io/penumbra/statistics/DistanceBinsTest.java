package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class DistanceBinsTest {

    @Test
    void equalDistributionsHaveTheirOwnBin() {
        assertThat(DistanceBins.of(0)).isZero();
        assertThat(DistanceBins.of(9e-7)).isZero();
        assertThat(DistanceBins.of(1.05e-6)).isEqualTo(1);
        assertThat(DistanceBins.representative(0)).isZero();
    }

    @Test
    void theGreatestDistanceFallsInTheLastBin() {
        assertThat(DistanceBins.of(2)).isEqualTo(DistanceBins.COUNT - 1);
        assertThat(DistanceBins.of(2.0000005)).isEqualTo(DistanceBins.COUNT - 1);
        assertThat(DistanceBins.representative(DistanceBins.COUNT - 1)).isEqualTo(2);
    }

    @Test
    void whatIsNoDistanceIsRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistanceBins.of(-0.1))
                .withMessageContaining("-0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistanceBins.of(2.1))
                .withMessageContaining("2.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistanceBins.of(Double.NaN))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistanceBins.representative(154))
                .withMessageContaining("154");
    }

    @Property
    void representativeIsWithinFivePercent(@ForAll @Scale(9) @DoubleRange(min = 1e-6, max = 2) double distance) {
        double representative = DistanceBins.representative(DistanceBins.of(distance));
        assertThat(representative).isCloseTo(distance, within(0.05 * distance));
    }

    @Property
    void binsKeepTheOrderOfDistances(
            @ForAll @Scale(9) @DoubleRange(min = 0, max = 2) double one,
            @ForAll @Scale(9) @DoubleRange(min = 0, max = 2) double other) {
        assertThat(DistanceBins.of(Math.min(one, other))).isLessThanOrEqualTo(DistanceBins.of(Math.max(one, other)));
    }

    @Test
    void theTopPercentOfAHundredIsOneImage() {
        long[] images = histogram(List.of(1.5));
        images[0] = 99;
        DistanceCut cut = DistanceBins.cut(images, 99).orElseThrow();
        assertThat(cut).isEqualTo(new DistanceCut(DistanceBins.of(1.5), 1, 100));
        assertThat(cut.share()).isEqualTo(0.01);
        assertThat(cut.distance()).isCloseTo(1.5, within(0.075));
    }

    @Test
    void tiesAtTheCutAreTakenWholeAndTheTrueShareIsReported() {
        long[] images = new long[DistanceBins.COUNT];
        images[DistanceBins.of(2)] = 4;
        images[DistanceBins.of(1)] = 46;
        images[0] = 50;
        assertThat(DistanceBins.cut(images, 95).orElseThrow().share()).isEqualTo(0.5);
        assertThat(DistanceBins.cut(images, 96).orElseThrow().share()).isEqualTo(0.04);
        assertThat(DistanceBins.cut(images, 100).orElseThrow().share()).isEqualTo(0.04);
        assertThat(DistanceBins.cut(images, 0).orElseThrow().share()).isEqualTo(1);
        assertThat(DistanceBins.cut(images, 0).orElseThrow().distance()).isZero();
    }

    @Test
    void otherCountsAreSummedAboveTheCut() {
        long[] images = histogram(List.of(0.1, 1.0, 2.0, 2.0));
        long[] correct = histogram(List.of(0.1, 2.0));
        assertThat(DistanceBins.cut(images, 75).orElseThrow().above(correct)).isEqualTo(1);
        assertThat(DistanceBins.cut(images, 0).orElseThrow().above(correct)).isEqualTo(2);
    }

    @Test
    void emptyWindowHasNoCut() {
        assertThat(DistanceBins.cut(new long[DistanceBins.COUNT], 99)).isEmpty();
    }

    @Test
    void whatIsNoHistogramIsRefusedByValue() {
        long[] negative = new long[DistanceBins.COUNT];
        negative[7] = -3;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistanceBins.cut(negative, 99))
                .withMessageContaining("-3 in bin 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistanceBins.cut(new long[5], 99))
                .withMessageContaining("154 bins: 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistanceBins.cut(new long[DistanceBins.COUNT], 101))
                .withMessageContaining("101.0");
    }

    @Property
    void theShareIsEnoughAndOneBinFewerWouldNotBe(
            @ForAll @NotEmpty List<@Scale(7) @DoubleRange(min = 0, max = 2) Double> distances,
            @ForAll @DoubleRange(min = 0, max = 100) double percentile) {
        long[] images = histogram(distances);
        DistanceCut cut = DistanceBins.cut(images, percentile).orElseThrow();
        double wanted = (100 - percentile) / 100;
        assertThat(cut.share()).isGreaterThanOrEqualTo(wanted - 1e-8);
        long without = cut.images() - images[cut.bin()];
        assertThat(without == 0 || (double) without / cut.total() < wanted).isTrue();
        assertThat(images[cut.bin()]).isPositive();
    }

    private static long[] histogram(List<Double> distances) {
        long[] images = new long[DistanceBins.COUNT];
        distances.forEach(distance -> images[DistanceBins.of(distance)]++);
        return images;
    }
}
