package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {

    @Test
    void theForecastNumberOfImagesIsJustEnough() {
        PairedCounts counts = new PairedCounts(2, 2, 196);
        long more = Forecast.imagesUntil(Bets.below(0.01), counts, 0.05).orElseThrow();
        assertThat(more).isPositive();
        assertThat(evidence(counts, 1 + (more + 200) / 200.0)).isGreaterThan(Math.log(20));
        assertThat(evidence(counts, Math.ceil((more + 200) / 200.0))).isGreaterThanOrEqualTo(Math.log(20));
        assertThat(evidence(counts, Math.floor((more + 200) / 200.0) - 1)).isLessThan(Math.log(20));
    }

    @Test
    void aQuestionAlreadyClosedNeedsNoMoreImages() {
        assertThat(Forecast.imagesUntil(Bets.below(0.01), new PairedCounts(0, 0, 1000), 0.05))
                .hasValue(0);
    }

    @Test
    void aHarmAboveTheMarginWillNeverBeShownBelowIt() {
        assertThat(Forecast.imagesUntil(Bets.below(0.01), new PairedCounts(40, 10, 950), 0.05))
                .isEmpty();
    }

    @Test
    void aHarmAboveTheMarginIsForecastToBeShown() {
        PairedCounts counts = new PairedCounts(20, 5, 475);
        long more = Forecast.imagesUntil(Bets.above(0.01), counts, 1e-6).orElseThrow();
        long times = 1 + more / 500;
        assertThat(more).isPositive();
        assertThat(logHarm(20 * times, 5 * times, 475 * times)).isLessThan(Math.log(1e6));
        assertThat(logHarm(20 * (times + 1), 5 * (times + 1), 475 * (times + 1)))
                .isGreaterThan(Math.log(1e6));
        assertThat(Forecast.imagesUntil(Bets.above(0.01), new PairedCounts(5, 20, 475), 0.05))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "below, 0, 0, 0.01, 546.15",
        "below, 0.008, 0.008, 0.01, 2131.69",
        "below, 0.008, 0.008, 0.02, 643.97",
        "below, 0.02, 0.02, 0.01, 5051.74",
        "above, 0.04, 0.01, 0.01, 1333.02",
        "above, 0.06, 0.02, 0.01, 983.52"
    })
    void forecastAtGivenRatesMatchesTheSpecification(
            String side, double regressions, double fixes, double margin, double images) {
        Bets bets = side.equals("below") ? Bets.below(margin) : Bets.above(margin);
        assertThat(Forecast.images(bets, regressions, fixes, 0.05)).hasValueCloseTo(images, within(0.005));
    }

    @Test
    void equalRatesNeverShowHarm() {
        assertThat(Forecast.images(Bets.above(0.01), 0.01, 0.01, 0.05)).isEmpty();
    }

    @Test
    void sharesAboveOneAreRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Forecast.images(Bets.above(0.01), 0.7, 0.4, 0.05))
                .withMessageContaining("0.7 and 0.4");
    }

    @Test
    void nothingCountedForecastsNothing() {
        assertThat(Forecast.imagesUntil(Bets.below(0.01), PairedCounts.NONE, 0.05))
                .isEmpty();
    }

    @Test
    void aLevelOutsideTheUnitIsRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Forecast.imagesUntil(Bets.below(0.01), PairedCounts.NONE, 1))
                .withMessageContaining("1.0");
    }

    private static double logHarm(long regressions, long fixes, long same) {
        return BettingMixture.logEvidenceAbove(new PairedCounts(regressions, fixes, same), 0.01);
    }

    private static double evidence(PairedCounts counts, double times) {
        return BettingMixture.logEvidenceBelow(
                new PairedCounts(
                        Math.round(counts.regressions() * times),
                        Math.round(counts.fixes() * times),
                        Math.round(counts.same() * times)),
                0.01);
    }
}
