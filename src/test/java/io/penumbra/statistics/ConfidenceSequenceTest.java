package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
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
        "7, 0, 93, -0.006147, 0.180090",
        "10, 2, 88, -0.030046, 0.207774",
        "40, 10, 950, 0.008582, 0.055011",
        "0, 0, 1000, -0.005615, 0.005615",
        "400, 100, 9500, 0.022791, 0.037680",
        "10, 10, 980, -0.015741, 0.015741",
    })
    void intervalsMatchTheSpecification(long b, long c, long s, double lower, double upper) {
        assertInterval(new PairedCounts(b, c, s), lower, upper, 1e-6);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0, 0, -0.645681303415, 1",
        "0, 4, 0, -1, 0.467036321092",
        "0, 0, 5, -0.657169851637, 0.657169851637",
        "123, 45678, 9, -0.996248986103, -0.992670005207",
        "1000000000000, 0, 0, 0.999999999989, 1",
        "5, 1000000000000, 7, -1, -0.999999999960",
        "1000000, 2000000, 1000000000000, -0.00000100687361, -0.00000099312435",
        "1000000000000, 1000000000000, 1000000000000, -0.000330112198, 0.000330112198"
    })
    void extremeCountsMatchSixtyDigitArithmetic(long b, long c, long s, double lower, double upper) {
        assertInterval(new PairedCounts(b, c, s), lower, upper, 2e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "12, 60, 0.01, 0.031461, 0.411603",
        "30, 200, 0.01, 0.076672, 0.252217",
        "150, 1000, 0.01, 0.113801, 0.193450",
        "0, 100, 0.01, 0, 0.064410",
        "100, 100, 0.01, 0.871180, 1",
        "150, 1000, 0.00037037037037037037, 0.105610, 0.204684",
        "0, 0, 0.01, 0, 1"
    })
    void sharesMatchTheSpecification(long ones, long outcomes, double delta, double lower, double upper) {
        Interval share = ConfidenceSequence.share(ones, outcomes, delta);
        assertThat(share.lower()).isCloseTo(lower, within(1e-6));
        assertThat(share.upper()).isCloseTo(upper, within(1e-6));
    }

    @Property
    void theIntervalOfAShareHoldsTheObservedShare(
            @ForAll @LongRange(max = TRILLION) long ones, @ForAll @LongRange(max = TRILLION) long zeros) {
        Interval share = ConfidenceSequence.share(ones, ones + zeros, 0.01);
        assertThat(share.lower()).isBetween(0.0, share.upper());
        assertThat(share.upper()).isLessThanOrEqualTo(1);
        if (ones + zeros > 0) {
            assertThat(share.contains((double) ones / (ones + zeros))).isTrue();
        }
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

    @Test
    void theIntervalOfAnAuditOfWhichAllIsKnownIsThatOfTheSample() {
        for (PairedCounts counts :
                List.of(new PairedCounts(7, 0, 93), new PairedCounts(10, 2, 88), new PairedCounts(40, 10, 950))) {
            Interval audit = ConfidenceSequence.interval(AuditCounts.labelled(counts), 0.95);
            Interval sample = ConfidenceSequence.interval(counts, 0.95);
            assertThat(audit.lower()).isCloseTo(sample.lower(), within(1e-6));
            assertThat(audit.upper()).isCloseTo(sample.upper(), within(1e-6));
        }
    }

    @Test
    void flipsWithoutALabelWidenTheIntervalOfAnAuditOnBothSides() {
        Interval all = ConfidenceSequence.interval(AuditCounts.ofError(1000, 40, 12, 0), 0.96);
        Interval some = ConfidenceSequence.interval(AuditCounts.ofError(1000, 40, 12, 8), 0.96);
        assertThat(some.lower()).isLessThan(all.lower());
        assertThat(some.upper()).isGreaterThan(all.upper());
        assertThat(all.lower()).isLessThan(0.028).isGreaterThan(0);
        assertThat(all.upper()).isGreaterThan(0.028);
    }

    @Test
    void theEndsOfAnAuditsIntervalAreWhereTheEvidenceReachesItsThreshold() {
        var counts = new AuditCounts(
                33,
                3,
                2,
                2,
                40,
                List.of(
                        new AuditCounts.Stratum(400, new Interval(0.8, 0.98)),
                        new AuditCounts.Stratum(2000, new Interval(0, 0.06))));
        Interval interval = ConfidenceSequence.interval(counts, 0.96);
        double threshold = Math.log(2 / 0.04);
        assertThat(Bets.above(interval.lower() - 1e-5).logEvidence(counts)).isGreaterThan(threshold);
        assertThat(Bets.above(interval.lower() + 1e-5).logEvidence(counts)).isLessThan(threshold);
        assertThat(Bets.below(interval.upper() + 1e-5).logEvidence(counts)).isGreaterThan(threshold);
        assertThat(Bets.below(interval.upper() - 1e-5).logEvidence(counts)).isLessThan(threshold);
        assertThat(counts.change().orElseThrow()).isBetween(interval.lower(), interval.upper());
    }

    @Test
    void anAuditWithoutImagesKnowsNothing() {
        Interval nothing = ConfidenceSequence.interval(AuditCounts.ofError(0, 0, 0, 0), 0.96);
        assertThat(nothing).isEqualTo(new Interval(-1, 1));
        assertThat(AuditCounts.ofError(0, 0, 0, 0).change()).isEmpty();
    }
}
