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

class WilsonTest {

    @Test
    void noneOfAHundredIsBoundedAbove() {
        Interval interval = Wilson.interval(new Proportion(0, 100)).orElseThrow();
        assertThat(interval.lower()).isZero();
        assertThat(interval.upper()).isCloseTo(0.0369935, within(1e-6));
    }

    @Test
    void fiveOfFiftyMatchesThePublishedFormula() {
        Interval interval = Wilson.interval(new Proportion(5, 50)).orElseThrow();
        assertThat(interval.lower()).isCloseTo(0.0434758, within(1e-6));
        assertThat(interval.upper()).isCloseTo(0.2136023, within(1e-6));
    }

    @Test
    void votesOfAPopulationMayBeFractions() {
        Interval interval = Wilson.interval(Proportion.ofVotes(5, 2, 10)).orElseThrow();
        assertThat(interval.lower()).isCloseTo(0.0809478, within(1e-6));
        assertThat(interval.upper()).isCloseTo(0.5578186, within(1e-6));
    }

    @Test
    void withoutTrialsThereIsNeitherRatioNorInterval() {
        assertThat(new Proportion(0, 0).ratio()).isEmpty();
        assertThat(Wilson.interval(new Proportion(0, 0))).isEmpty();
    }

    @Test
    void impossibleArgumentsAreRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proportion(3, 2))
                .withMessageContaining("3.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Proportion(0, -1))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> Proportion.ofVotes(0, 0, 5));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wilson.interval(new Proportion(1, 2), 1.0))
                .withMessageContaining("1.0");
    }

    @Property
    void intervalHoldsTheRatioAndStaysInTheUnit(
            @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long trials,
            @ForAll @Scale(9) @DoubleRange(min = 0, max = 1) double share,
            @ForAll @Scale(9) @DoubleRange(min = 0.01, max = 0.9999) double level) {
        Proportion proportion = new Proportion(share * trials, trials);
        Interval interval = Wilson.interval(proportion, level).orElseThrow();
        assertThat(interval.lower()).isGreaterThanOrEqualTo(0);
        assertThat(interval.upper()).isLessThanOrEqualTo(1);
        assertThat(interval.contains(proportion.ratio().orElseThrow())).isTrue();
    }

    @Property
    void moreTrialsNarrowTheInterval(
            @ForAll @LongRange(min = 1, max = 1_000_000) long trials,
            @ForAll @Scale(9) @DoubleRange(min = 0, max = 1) double share) {
        double few = Wilson.interval(new Proportion(share * trials, trials))
                .orElseThrow()
                .width();
        double many = Wilson.interval(new Proportion(share * trials * 2, trials * 2))
                .orElseThrow()
                .width();
        assertThat(many).isLessThan(few);
    }
}
