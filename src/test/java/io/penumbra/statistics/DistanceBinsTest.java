package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
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
                .isThrownBy(() -> DistanceBins.representative(220))
                .withMessageContaining("220");
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

    @Property
    void aBinIsTheOneBetweenWhoseEndsTheDistanceLies(
            @ForAll @Scale(9) @DoubleRange(min = 1e-6, max = 1) double distance) {
        int bin = DistanceBins.of(distance);
        assertThat(distance).isGreaterThanOrEqualTo(1e-6 * Math.pow(1.1, bin - 1));
        assertThat(distance).isLessThan(1e-6 * Math.pow(1.1, bin));
    }

    @Property
    void distancesBeyondOneAreBinnedByWhatTheyLackToTwo(
            @ForAll @Scale(9) @DoubleRange(min = 1e-3, max = 1, maxIncluded = false) double lacking) {
        int bin = DistanceBins.of(2 - lacking);
        double representative = DistanceBins.representative(bin);
        assertThat(bin).isGreaterThan(DistanceBins.of(1));
        assertThat(2 - representative)
                .isCloseTo(lacking, within(bin == DistanceBins.COUNT - 1 ? 1.1e-3 : 0.05 * lacking));
    }

    @Test
    void everyBinHoldsItsRepresentative() {
        for (int bin = 0; bin < DistanceBins.COUNT; bin++) {
            assertThat(DistanceBins.of(DistanceBins.representative(bin))).isEqualTo(bin);
        }
    }

    @Test
    void binsMeetAtOne() {
        int one = DistanceBins.of(1);
        assertThat(DistanceBins.of(Math.nextDown(1.0))).isEqualTo(one);
        assertThat(DistanceBins.of(Math.nextUp(1.0))).isEqualTo(one + 1);
    }
}
