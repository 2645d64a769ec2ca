package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class McNemarTest {

    @Test
    void tenAgainstTwoIsUnlikelyByChance() {
        assertThat(McNemar.exact(10, 2)).isCloseTo(0.038574, within(1e-6));
        assertThat(McNemar.midP(10, 2)).isCloseTo(0.022461, within(1e-6));
    }

    @Test
    void equalCountsGiveOneLessHalfTheirProbability() {
        assertThat(McNemar.exact(5, 5)).isEqualTo(1);
        assertThat(McNemar.midP(5, 5)).isCloseTo(0.876953, within(1e-6));
    }

    @Test
    void withoutDiscordantImagesNothingSpeaksAgainstEquality() {
        assertThat(McNemar.exact(0, 0)).isEqualTo(1);
        assertThat(McNemar.midP(0, 0)).isEqualTo(1);
    }

    @Test
    void hugeCountsKeepTheirPrecision() {
        long trillion = 1_000_000_000_000L;
        assertThat(McNemar.exact(trillion, 0)).isZero();
        assertThat(McNemar.midP(trillion, trillion)).isCloseTo(1, within(1e-6)).isLessThan(1);
        // one standard deviation of a normal distribution
        assertThat(McNemar.midP(trillion / 2, trillion / 2 + 1_000_000)).isCloseTo(0.317311, within(1e-5));
    }

    @Test
    void negativeCountsAreRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> McNemar.exact(-1, 2))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> McNemar.midP(1, -2))
                .withMessageContaining("-2");
    }

    @Property
    void bothAgreeWithTheBinomialDistribution(
            @ForAll @LongRange(max = 5000) long b, @ForAll @LongRange(min = 1, max = 5000) long c) {
        BinomialDistribution binomial = BinomialDistribution.of((int) (b + c), 0.5);
        int smaller = (int) Math.min(b, c);
        double exact = b == c ? 1 : 2 * binomial.cumulativeProbability(smaller);
        double midP = b == c ? 1 - binomial.probability(smaller) / 2 : exact - binomial.probability(smaller);
        assertThat(McNemar.exact(b, c)).isCloseTo(exact, within(1e-12)).isEqualTo(McNemar.exact(c, b));
        assertThat(McNemar.midP(b, c)).isCloseTo(midP, within(1e-12)).isEqualTo(McNemar.midP(c, b));
    }
}
