package io.penumbra.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.bench.Comparison.Round;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    @Test
    void eachRoundSetsTheWholeAgainstTheBareBeforeAndAfterAndTheFirstIsNotCounted() throws Exception {
        Iterator<Double> whole = List.of(1.0, 20.0, 30.0).iterator();
        Iterator<Double> bare = List.of(2.0, 40.0, 50.0, 70.0).iterator();
        var heard = new ArrayList<Integer>();
        Comparison comparison = Comparison.inTurns(
                2, () -> rate(whole.next()), () -> rate(bare.next()), (number, round) -> heard.add(number));
        assertThat(comparison.rounds()).containsExactly(round(20, 45), round(30, 60));
        assertThat(heard).containsExactly(0, 1, 2);
    }

    @Test
    void ratioIsTheMedianOfTheRoundsRatiosNotTheRatioOfMedians() {
        var comparison = new Comparison(List.of(round(10, 100), round(80, 100), round(9, 10)));
        assertThat(comparison.median(Round::ratio)).isEqualTo(0.8);
        assertThat(comparison.lowestRatio()).isEqualTo(0.1);
        assertThat(comparison.highestRatio()).isEqualTo(0.9);
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        var comparison = new Comparison(List.of(round(1, 1), round(4, 1), round(2, 1), round(9, 1)));
        assertThat(comparison.median(Round::ratio)).isEqualTo(3);
    }

    @Test
    void aComparisonHasAtLeastOneRound() {
        assertThatThrownBy(() -> new Comparison(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a comparison has 0 rounds, expected at least 1");
    }

    @Test
    void rateIsCountByTimeAndProcessorTimeByCount() {
        var rate = Rate.of(4, new Rate.Moment(0, 0), new Rate.Moment(2_000_000_000, 10_000_000));
        assertThat(rate.perSecond()).isEqualTo(2);
        assertThat(rate.processorMillis()).isCloseTo(2.5, within(1e-12));
    }

    private static Round round(double whole, double bare) {
        return new Round(rate(whole), rate(bare));
    }

    private static Rate rate(double perSecond) {
        return new Rate(perSecond, 1);
    }
}
