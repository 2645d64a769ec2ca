package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BettingMixtureTest {

    private static final long TRILLION = 1_000_000_000_000L;

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0",
        "7, 0, 93, 3.183140",
        "10, 2, 88, 1.902144",
        "40, 10, 950, 7.954565",
        "0, 0, 1000, 0",
        "400, 100, 9500, 93.577891",
        "10, 10, 980, -0.760535"
    })
    void evidenceOfHarmMatchesTheSpecification(long b, long c, long s, double logEvidence) {
        assertThat(BettingMixture.logEvidenceAbove(new PairedCounts(b, c, s), 0))
                .isCloseTo(logEvidence, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 2, 88, 1.413497998, -1.283406662",
        "0, 0, 1000, -1.389716548, 7.733438637",
        "123, 45678, 9, -51.016759096, 31320.612806818",
        "1000000000000, 0, 0, 678234557874.5236, -990490379.566",
        "1000000, 2000000, 1000000000000, -9803045.18550, 9947121949.98759",
        "1000000000000, 1000000000000, 1000000000000, -30366898.06088, 224445832.34656"
    })
    void evidenceAboutTheDefaultMarginMatchesSixtyDigitArithmetic(long b, long c, long s, double above, double below) {
        PairedCounts counts = new PairedCounts(b, c, s);
        assertThat(BettingMixture.logEvidenceAbove(counts, 0.01))
                .isCloseTo(above, within(1e-9 + 1e-11 * Math.abs(above)));
        assertThat(BettingMixture.logEvidenceBelow(counts, 0.01))
                .isCloseTo(below, within(1e-9 + 1e-11 * Math.abs(below)));
    }

    @Test
    void largerBetsHaveLargerWeights() {
        assertThat(BettingMixture.weight(0)).isCloseTo(0.002760, within(1e-6));
        assertThat(BettingMixture.weight(BettingMixture.BETS - 1)).isCloseTo(0.087279, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, -0.9999999999999999, -0.5, 0, 1e-300, 0.5, 0.9999999999999999, 1})
    void nothingCountedIsNoEvidence(double d) {
        assertThat(BettingMixture.logEvidenceAbove(PairedCounts.NONE, d)).isCloseTo(0, within(1e-12));
        assertThat(BettingMixture.logEvidenceBelow(PairedCounts.NONE, d)).isCloseTo(0, within(1e-12));
    }

    @Test
    void onlyUnbrokenFixesAreCompatibleWithTheLeastMean() {
        assertThat(BettingMixture.logEvidenceAbove(new PairedCounts(0, 5, 0), -1))
                .isFinite()
                .isNegative();
        assertThat(BettingMixture.logEvidenceAbove(new PairedCounts(1, 5, 0), -1))
                .isInfinite()
                .isPositive();
        assertThat(BettingMixture.logEvidenceAbove(new PairedCounts(0, 5, 1), -1))
                .isInfinite()
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1.1, 1.1, Double.NaN})
    void whatIsNoMeanIsRefusedByValue(double d) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BettingMixture.logEvidenceAbove(PairedCounts.NONE, d))
                .withMessageContaining(Double.toString(d));
    }

    @Test
    void negativeCountsAreRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedCounts.ofFlips(5, 4))
                .withMessageContaining("same -1");
    }

    @Property
    void evidenceIsFiniteInsideTheRange(
            @ForAll @LongRange(max = TRILLION) long b,
            @ForAll @LongRange(max = TRILLION) long c,
            @ForAll @LongRange(max = TRILLION) long s,
            @ForAll @Scale(15) @DoubleRange(min = -1, max = 1, minIncluded = false, maxIncluded = false) double d) {
        PairedCounts counts = new PairedCounts(b, c, s);
        assertThat(BettingMixture.logEvidenceAbove(counts, d)).isFinite();
        assertThat(BettingMixture.logEvidenceBelow(counts, d)).isFinite();
    }

    @Property
    void exchangingTheModelsExchangesTheEvidence(
            @ForAll @LongRange(max = 10_000) long b,
            @ForAll @LongRange(max = 10_000) long c,
            @ForAll @LongRange(max = 10_000) long s,
            @ForAll @Scale(6) @DoubleRange(min = -0.99, max = 0.99) double d) {
        PairedCounts counts = new PairedCounts(b, c, s);
        assertThat(BettingMixture.logEvidenceBelow(counts, d))
                .isEqualTo(BettingMixture.logEvidenceAbove(new PairedCounts(c, b, s), -d));
        assertThat(counts.exchanged().exchanged()).isEqualTo(counts);
    }

    @Property
    void moreIsHarderToShow(
            @ForAll @LongRange(max = 10_000) long b,
            @ForAll @LongRange(max = 10_000) long c,
            @ForAll @LongRange(max = 10_000) long s,
            @ForAll @Scale(6) @DoubleRange(min = -0.99, max = 0.99) double d,
            @ForAll @Scale(6) @DoubleRange(min = -0.99, max = 0.99) double other) {
        PairedCounts counts = new PairedCounts(b, c, s);
        double least = BettingMixture.logEvidenceAbove(counts, Math.min(d, other));
        double most = BettingMixture.logEvidenceAbove(counts, Math.max(d, other));
        assertThat(most).isLessThanOrEqualTo(least + 1e-9 * (1 + Math.abs(least)));
    }

    @Property
    void theOrderOfArrivalDoesNotMatter(
            @ForAll List<@LongRange(min = -1, max = 1) Long> outcomes,
            @ForAll @Scale(6) @DoubleRange(min = -0.99, max = 0.99) double d) {
        double[] oneByOne = new double[BettingMixture.BETS];
        PairedCounts counts = PairedCounts.NONE;
        for (long outcome : new ArrayList<>(outcomes)) {
            PairedCounts one = new PairedCounts(outcome > 0 ? 1 : 0, outcome < 0 ? 1 : 0, outcome == 0 ? 1 : 0);
            counts = counts.plus(one);
            double[] gains = BettingMixture.logBets(one, d);
            for (int k = 0; k < gains.length; k++) {
                oneByOne[k] += gains[k];
            }
        }
        assertThat(BettingMixture.logEvidenceAbove(counts, d))
                .isCloseTo(BettingMixture.logMean(oneByOne), within(1e-6));
    }

    @Property
    void aFairNextOutcomeGainsNothingOnAverage(
            @ForAll @LongRange(max = 1000) long b,
            @ForAll @LongRange(max = 1000) long c,
            @ForAll @LongRange(max = 1000) long s,
            @ForAll @Scale(6) @DoubleRange(min = -0.9, max = 0.9) double d,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 1) double spread) {
        // outcomes +1, −1, 0 with mean d exactly
        double discordant = Math.abs(d) + spread * (1 - Math.abs(d));
        double up = (discordant + d) / 2;
        double down = (discordant - d) / 2;
        PairedCounts now = new PairedCounts(b, c, s);
        double log = BettingMixture.logEvidenceAbove(now, d);
        double growth = up * Math.exp(BettingMixture.logEvidenceAbove(now.plus(new PairedCounts(1, 0, 0)), d) - log)
                + down * Math.exp(BettingMixture.logEvidenceAbove(now.plus(new PairedCounts(0, 1, 0)), d) - log)
                + (1 - discordant)
                        * Math.exp(BettingMixture.logEvidenceAbove(now.plus(new PairedCounts(0, 0, 1)), d) - log);
        assertThat(growth).isCloseTo(1, within(1e-9));
    }
}
