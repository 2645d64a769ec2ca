package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ChangeTest {

    @Test
    void aRateThatGrewByHalfChangedByFiftyPercent() {
        Change change = new Change(0.02, 0.03);
        assertThat(change.absolute()).isCloseTo(0.01, within(1e-15));
        assertThat(change.relativePercent().orElseThrow()).isCloseTo(50, within(1e-12));
    }

    @Test
    void aBaselineOfZeroHasNoRelativeChange() {
        assertThat(new Change(0, 0.03).relativePercent()).isEmpty();
        assertThat(new Change(0, 0.03).absolute()).isEqualTo(0.03);
    }

    @Test
    void excessHarmIsTheChangeBeyondThatOfAllImages() {
        assertThat(new Change(0.02, 0.05).excessHarm(new Change(0.04, 0.05))).isCloseTo(0.02, within(1e-15));
    }

    @Test
    void anEmptySideHasNoChange() {
        assertThat(Change.between(new Proportion(0, 0), new Proportion(1, 2))).isEmpty();
        assertThat(Change.between(new Proportion(1, 2), new Proportion(0, 0))).isEmpty();
        assertThat(Change.between(new Proportion(1, 2), new Proportion(2, 2))).contains(new Change(0.5, 1));
    }

    @Test
    void whatIsNoRatioIsRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change(0.1, 1.5))
                .withMessageContaining("1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change(Double.NaN, 0))
                .withMessageContaining("NaN");
    }
}
