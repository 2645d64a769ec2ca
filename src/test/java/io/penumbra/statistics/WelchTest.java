package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The values are those of SciPy 1.17, {@code ttest_ind(a, b, equal_var=False)}. */
class WelchTest {
    private static final double[] FIVE = {0.91, 0.93, 0.90, 0.94, 0.92};
    private static final double[] THREE = {0.80, 0.88, 0.86};

    @Test
    void samplesOfUnequalSizeAndSpreadAreCompared() {
        Welch test = Welch.test(FIVE, THREE).orElseThrow();
        assertThat(test.difference()).isCloseTo(0.0733333, within(1e-6));
        assertThat(test.t()).isCloseTo(2.9268365, within(1e-6));
        assertThat(test.degrees()).isCloseTo(2.3523235, within(1e-6));
        assertThat(test.p()).isCloseTo(0.0821745, within(1e-6));
    }

    @Test
    void widelyDifferentSamplesAreHardlyAlikeByChance() {
        Welch test = Welch.test(new double[] {3, 4, 1, 2.1}, new double[] {490.2, 340, 433.9})
                .orElseThrow();
        assertThat(test.t()).isCloseTo(-9.5594977, within(1e-6));
        assertThat(test.degrees()).isCloseTo(2.0008523, within(1e-6));
        assertThat(test.p()).isCloseTo(0.0107516, within(1e-6));
    }

    @Test
    void exchangedSamplesChangeTheSignAlone() {
        Welch one = Welch.test(FIVE, THREE).orElseThrow();
        Welch other = Welch.test(THREE, FIVE).orElseThrow();
        assertThat(other.difference()).isEqualTo(-one.difference());
        assertThat(other.t()).isEqualTo(-one.t());
        assertThat(other.p()).isCloseTo(one.p(), within(1e-12));
    }

    @Test
    void equalMeansGiveNoEvidence() {
        assertThat(Welch.test(new double[] {1, 2, 3}, new double[] {3, 2, 1}))
                .hasValueSatisfying(test -> assertThat(test.p()).isEqualTo(1));
    }

    @Test
    void oneSampleMayBeConstantButNotBoth() {
        assertThat(Welch.test(new double[] {1, 2, 3}, new double[] {2, 2, 2}))
                .hasValueSatisfying(test -> assertThat(test.degrees()).isCloseTo(2, within(1e-9)));
        assertThat(Welch.test(new double[] {1, 1, 1}, new double[] {2, 2, 2})).isEmpty();
    }

    @Test
    void oneValueHasNoSpread() {
        assertThat(Welch.test(new double[] {1}, THREE)).isEmpty();
        assertThat(Welch.test(THREE, new double[0])).isEmpty();
    }

    @Test
    void impossibleResultIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Welch(0, Double.NaN, 1, 0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> new Welch(0, 1, 1, 1.5));
    }
}
