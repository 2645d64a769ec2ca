package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class DriftMeanTest {
    private static final DriftStatistic RISE = DriftStatistic.above(0.3);
    private static final DriftStatistic FALL = DriftStatistic.above(0.9);

    /** A share of 0.2 that rises to a half after two panes of a hundred images. */
    private static DriftMean risen() {
        PairedCounts calm = PairedCounts.ofFlips(20, 100);
        PairedCounts high = PairedCounts.ofFlips(50, 100);
        List<PairedCounts> rise = List.of(calm, calm, high, high);
        List<PairedCounts> fall = rise.stream()
                .map(pane -> PairedCounts.ofFlips(pane.same(), pane.total()))
                .toList();
        return new DriftMean(List.of(RISE.after(rise), FALL.after(fall)));
    }

    @Test
    void meanOfTwoIsHalfOfWhatOneWinsAlone() {
        DriftMean mean = risen();
        double rise = mean.parts().get(0).logMean();
        double fall = mean.parts().get(1).logMean();
        assertThat(mean.logMean()).isCloseTo(Math.log((Math.exp(rise) + Math.exp(fall)) / 2), within(1e-9));
        assertThat(mean.logMean()).isCloseTo(rise - Math.log(2), within(0.1)).isGreaterThan(5);
    }

    @Test
    void meanIsDatedByTheBetThatWinsMost() {
        assertThat(risen().since()).hasValue(2);
        assertThat(risen().panes()).isEqualTo(4);
    }

    @Test
    void meanOfHugeStatisticsStaysFinite() {
        var huge = RISE.after(PairedCounts.ofFlips(1_000_000_000L, 1_000_000_000L));
        assertThat(new DriftMean(List.of(huge, huge)).logMean()).isFinite().isEqualTo(huge.logMean());
    }

    @Test
    void meanIsOfTheSamePanes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DriftMean(List.of(RISE, FALL.after(PairedCounts.NONE))))
                .withMessageContaining("[0, 1]");
        assertThatIllegalArgumentException().isThrownBy(() -> new DriftMean(List.of()));
    }
}
