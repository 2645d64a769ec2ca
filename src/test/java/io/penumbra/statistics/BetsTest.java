package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BetsTest {
    @Property
    void evidenceIsThatOfTheMixture(
            @ForAll @LongRange(max = 10_000) long regressions,
            @ForAll @LongRange(max = 10_000) long fixes,
            @ForAll @LongRange(max = 1_000_000) long same,
            @ForAll @DoubleRange(min = -0.9, max = 0.9) double d) {
        var counts = new PairedCounts(regressions, fixes, same);
        double above = BettingMixture.logEvidenceAbove(counts, d);
        double below = BettingMixture.logEvidenceBelow(counts, d);
        assertThat(Bets.above(d).logEvidence(counts)).isCloseTo(above, within(1e-9 * (1 + Math.abs(above))));
        assertThat(Bets.below(d).logEvidence(counts)).isCloseTo(below, within(1e-9 * (1 + Math.abs(below))));
    }

    @Test
    void meansThatAnyImageRefutesAreRefusedByValue() {
        assertThatIllegalArgumentException().isThrownBy(() -> Bets.above(-1)).withMessageContaining("-1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> Bets.below(1)).withMessageContaining("-1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> Bets.above(Double.NaN));
    }
}
