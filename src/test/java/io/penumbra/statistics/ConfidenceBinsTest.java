package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ConfidenceBinsTest {
    private static final BigDecimal BINS = BigDecimal.valueOf(ConfidenceBins.COUNT);

    @Property
    void binHoldsWhatIsAboveItsBeginAndNotAboveItsEnd(@ForAll @IntRange(min = 1, max = 1_000_000) int millionths) {
        int bin = ConfidenceBins.of(millionths);
        BigDecimal fifteenths = BigDecimal.valueOf(millionths, 6).multiply(BINS);

        assertThat(fifteenths).isGreaterThan(BigDecimal.valueOf(bin)).isLessThanOrEqualTo(BigDecimal.valueOf(bin + 1));
        assertThat(ConfidenceBins.lower(bin)).isLessThan(millionths / 1e6);
    }

    @Test
    void endsOfTheRangeHaveABin() {
        assertThat(ConfidenceBins.of(0)).isZero();
        assertThat(ConfidenceBins.of(1)).isZero();
        assertThat(ConfidenceBins.of(ConfidenceBins.ONE)).isEqualTo(14);
    }

    /** In single precision 0.9 is somewhat less, and 0.6 somewhat more. */
    @Test
    void probabilitiesAreWholeMillionths() {
        assertThat(ConfidenceBins.millionths(0.9f)).isEqualTo(ConfidenceBins.SURE);
        assertThat(ConfidenceBins.millionths(0.6f)).isEqualTo(600_000);
        assertThat(ConfidenceBins.of(ConfidenceBins.millionths(0.6f))).isEqualTo(8);
        assertThat(ConfidenceBins.millionths(0)).isZero();
        assertThat(ConfidenceBins.millionths(1)).isEqualTo(ConfidenceBins.ONE);
        assertThat(ConfidenceBins.millionths(1.001f)).isEqualTo(ConfidenceBins.ONE);
    }

    @Property
    void roundingChangesAProbabilityByHalfAMillionthAtMost(@ForAll @FloatRange(max = 1) float probability) {
        assertThat(Math.abs(ConfidenceBins.millionths(probability) / 1e6 - probability))
                .isLessThanOrEqualTo(0.5e-6 + 1e-12);
    }

    @Property
    void sumOfABinIsThatOfItsProbabilities(
            @ForAll @IntRange(max = 14) int bin, @ForAll @IntRange(min = 1, max = 1000) int images) {
        int least = 0;
        while (ConfidenceBins.of(least) < bin) {
            least++;
        }
        int most = least;
        while (most < ConfidenceBins.ONE && ConfidenceBins.of(most + 1) == bin) {
            most++;
        }
        assertThat(ConfidenceBins.canHold(bin, images, (long) least * images)).isTrue();
        assertThat(ConfidenceBins.canHold(bin, images, (long) most * images)).isTrue();
        assertThat(ConfidenceBins.canHold(bin, images, (long) least * images - 1))
                .isFalse();
        assertThat(ConfidenceBins.canHold(bin, images, (long) most * images + 1))
                .isFalse();
        assertThat(ConfidenceBins.canHold(bin, 0, 0)).isTrue();
        assertThat(ConfidenceBins.canHold(bin, 0, 1)).isFalse();
        assertThat(ConfidenceBins.canHold(bin, -1, 0)).isFalse();
        assertThat(ConfidenceBins.canHold(bin, Long.MAX_VALUE, 7)).isFalse();
    }
}
