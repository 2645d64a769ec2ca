package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DriftLevelTest {
    private static final DriftStatistic RISE = DriftStatistic.above(0.3);
    private static final DriftStatistic FALL = DriftStatistic.above(0.9);

    /** A share of 0.2 that rises to a half after two panes of a hundred images. */
    private static List<DriftStatistic> risen() {
        PairedCounts calm = PairedCounts.ofFlips(20, 100);
        PairedCounts high = PairedCounts.ofFlips(50, 100);
        List<PairedCounts> rise = List.of(calm, calm, high, high);
        List<PairedCounts> fall = rise.stream()
                .map(pane -> PairedCounts.ofFlips(pane.same(), pane.total()))
                .toList();
        return List.of(RISE.after(rise), FALL.after(fall));
    }

    @Test
    void meanOfTwoIsHalfOfWhatOneWinsAlone() {
        DriftLevel mean = DriftLevel.mean(risen());
        double rise = risen().get(0).logMean();
        double fall = risen().get(1).logMean();
        assertThat(mean.logMean()).isCloseTo(Math.log((Math.exp(rise) + Math.exp(fall)) / 2), within(1e-9));
        assertThat(mean.logMean()).isCloseTo(rise - Math.log(2), within(0.1)).isGreaterThan(5);
    }

    @Test
    void meanIsDatedByTheBetThatWinsMost() {
        DriftLevel mean = DriftLevel.mean(risen());
        assertThat(mean.since()).hasValue(2);
        assertThat(mean.panes()).isEqualTo(4);
    }

    @Test
    void meanOfHugeStatisticsStaysFinite() {
        var huge = RISE.after(PairedCounts.ofFlips(1_000_000_000L, 1_000_000_000L));
        assertThat(DriftLevel.mean(List.of(huge, huge)).logMean()).isFinite().isEqualTo(huge.logMean());
    }

    @Test
    void meanIsOfTheSamePanes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftLevel.mean(List.of(RISE, FALL.after(PairedCounts.NONE))))
                .withMessageContaining("[0, 1]");
        assertThatIllegalArgumentException().isThrownBy(() -> DriftLevel.mean(List.of()));
    }

    /** With one more pane it says what the statistics say that have seen it. */
    @Property
    void levelAfterAPaneIsThatOfTheStatisticsAfterIt(
            @ForAll @Size(max = 20) List<@LongRange(max = 100) Long> flips, @ForAll @LongRange(max = 100) long more) {
        DriftStatistic rise = RISE.after(
                flips.stream().map(count -> PairedCounts.ofFlips(count, 100)).toList());
        DriftStatistic fall = FALL.after(flips.stream()
                .map(count -> PairedCounts.ofFlips(100 - count, 100))
                .toList());
        PairedCounts rises = PairedCounts.ofFlips(more, 100);
        PairedCounts falls = PairedCounts.ofFlips(100 - more, 100);
        DriftLevel level = DriftLevel.meanAfter(List.of(rise, fall), List.of(rises, falls));
        DriftLevel expected = DriftLevel.mean(List.of(rise.after(rises), fall.after(falls)));
        assertThat(level.logMean()).isCloseTo(expected.logMean(), within(1e-12));
        assertThat(level.logMost()).isEqualTo(expected.logMost());
        assertThat(level.since()).isEqualTo(expected.since());
        assertThat(level.panes()).isEqualTo(expected.panes());
    }
}
