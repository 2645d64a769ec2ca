package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceSequenceTest {

    private static final long TRILLION = 1_000_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, -1, 1",
        "7, 0, 93, -0.019371, 0.193587",
        "10, 2, 88, -0.044739, 0.221424",
        "40, 10, 950, 0.006740, 0.056894",
        "0, 0, 1000, -0.006932, 0.006932",
        "400, 100, 9500, 0.022614, 0.037817",
        "10, 10, 980, -0.017453, 0.017453",
    })
    void intervalsMatchTheSpecification(long b, long c, long s, double lower, double upper) {
        assertInterval(new PairedCounts(b, c, s), lower, upper, 1e-6);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0, 0, -0.758251397767, 1",
        "0, 4, 0, -1, 0.604184741904",
        "0, 0, 5, -0.731236568048, 0.731236568048",
        "123, 45678, 9, -0.996071674172, -0.992579834659",
        "1000000000000, 0, 0, 0.999999999986, 1",
        "5, 1000000000000, 7, -1, -0.999999999956",
        "1000000, 2000000, 1000000000000, -0.00000100596811, -0.00000099402883",
        "1000000000000, 1000000000000, 1000000000000, -0.000330111456, 0.000330111456"
    })
    void extremeCountsMatchSixtyDigitArithmetic(long b, long c, long s, double lower, double upper) {
        assertInterval(new PairedCounts(b, c, s), lower, upper, 2e-9);
    }

    @Test
    void aHigherLevelIsWider() {
        PairedCounts counts = new PairedCounts(10, 2, 88);
        assertThat(ConfidenceSequence.interval(counts, 0.99).width())
                .isGreaterThan(ConfidenceSequence.interval(counts, 0.9).width());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfidenceSequence.interval(counts, 95))
                .withMessageContaining("95.0");
    }

    @Property
    void intervalHoldsTheObservedMean(
            @ForAll @LongRange(max = TRILLION) long b,
            @ForAll @LongRange(max = TRILLION) long c,
            @ForAll @LongRange(max = TRILLION) long s,
            @ForAll @Scale(4) @DoubleRange(min = 0.5, max = 0.9999) double level) {
        PairedCounts counts = new PairedCounts(b, c, s);
        Interval interval = ConfidenceSequence.interval(counts, level);
        double mean = counts.total() == 0 ? 0 : ((double) b - c) / counts.total();
        assertThat(mean).isBetween(interval.lower(), interval.upper());
        assertThat(interval.lower()).isGreaterThanOrEqualTo(-1);
        assertThat(interval.upper()).isLessThanOrEqualTo(1);
    }

    @Property
    void evidenceAtBothEndsIsTheThreshold(
            @ForAll @LongRange(min = 1, max = 100_000) long b,
            @ForAll @LongRange(min = 1, max = 100_000) long c,
            @ForAll @LongRange(min = 1, max = 100_000) long s) {
        PairedCounts counts = new PairedCounts(b, c, s);
        Interval interval = ConfidenceSequence.interval(counts);
        double threshold = Math.log(40);
        double step = 1e-6 * interval.width();
        if (interval.lower() - step > -1) {
            assertThat(BettingMixture.logEvidenceAbove(counts, interval.lower() + step))
                    .isLessThan(threshold);
            assertThat(BettingMixture.logEvidenceAbove(counts, interval.lower() - step))
                    .isGreaterThan(threshold);
        }
        if (interval.upper() + step < 1) {
            assertThat(BettingMixture.logEvidenceBelow(counts, interval.upper() - step))
                    .isLessThan(threshold);
            assertThat(BettingMixture.logEvidenceBelow(counts, interval.upper() + step))
                    .isGreaterThan(threshold);
        }
    }

    @Property
    void moreImagesOfTheSameKindShrinkTheInterval(
            @ForAll @LongRange(max = 100_000) long b,
            @ForAll @LongRange(max = 100_000) long c,
            @ForAll @LongRange(min = 1, max = 100_000) long s,
            @ForAll @LongRange(min = 2, max = 50) long times) {
        Interval few = ConfidenceSequence.interval(new PairedCounts(b, c, s));
        Interval many = ConfidenceSequence.interval(new PairedCounts(b * times, c * times, s * times));
        assertThat(many.lower()).isGreaterThanOrEqualTo(few.lower() - 1e-8);
        assertThat(many.upper()).isLessThanOrEqualTo(few.upper() + 1e-8);
    }

    private static void assertInterval(PairedCounts counts, double lower, double upper, double tolerance) {
        Interval interval = ConfidenceSequence.interval(counts);
        assertThat(interval.lower()).isCloseTo(lower, within(tolerance));
        assertThat(interval.upper()).isCloseTo(upper, within(tolerance));
        Interval exchanged = ConfidenceSequence.interval(counts.exchanged());
        assertThat(exchanged).isEqualTo(new Interval(-interval.upper(), -interval.lower()));
    }
}
