package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DriftStatisticTest {

    private static final DriftStatistic START = DriftStatistic.above(0.03);

    @Test
    void panesMatchTheSpecification() {
        double[] expected = {-0.066280, -0.153139, 1.236912, 4.875881, 9.866011};
        List<PairedCounts> panes = flipsOfAHundred(3, 2, 9, 11, 12);
        for (int i = 0; i < expected.length; i++) {
            assertThat(START.after(panes.subList(0, i + 1)).logMean()).isCloseTo(expected[i], within(1e-6));
        }
    }

    @Test
    void driftIsDatedToThePaneWhereItBegan() {
        assertThat(START.after(flipsOfAHundred(3, 2, 9, 11, 12)).since()).hasValue(2);
        assertThat(START.after(flipsOfAHundred(3, 2, 1, 2, 12)).since()).hasValue(4);
    }

    @Test
    void beforeTheFirstPaneThereIsNothingToDate() {
        assertThat(START.since()).isEmpty();
        assertThat(START.panes()).isZero();
        assertThat(START.logMean()).isCloseTo(0, within(1e-12));
        assertThat(START.reaches(1.5)).isFalse();
    }

    @Test
    void anAlarmIsRaisedAtItsThreshold() {
        DriftStatistic drifted = START.after(flipsOfAHundred(3, 2, 9, 11, 12));
        assertThat(drifted.reaches(Math.exp(9.86))).isTrue();
        assertThat(drifted.reaches(Math.exp(9.87))).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drifted.reaches(0.5))
                .withMessageContaining("0.5");
    }

    @Test
    void aPaneLeavesTheEarlierStatisticAsItWas() {
        DriftStatistic first = START.after(flipsOfAHundred(3));
        first.after(PairedCounts.ofFlips(90, 100));
        assertThat(first.logMean()).isCloseTo(-0.066280, within(1e-6));
        assertThat(first.since()).hasValue(0);
        assertThat(first.panes()).isEqualTo(1);
    }

    @Test
    void aLongCalmDoesNotDelayTheAlarm() {
        DriftStatistic calm = START;
        for (int i = 0; i < 10_000; i++) {
            calm = calm.after(PairedCounts.ofFlips(1, 100));
        }
        DriftStatistic late = calm.after(flipsOfAHundred(9, 11, 12));
        assertThat(late.logMean())
                .isGreaterThan(START.after(flipsOfAHundred(9, 11, 12)).logMean() - 0.5);
        assertThat(late.since()).hasValue(10_000);
    }

    @Test
    void hugePanesStayFinite() {
        PairedCounts huge = PairedCounts.ofFlips(500_000_000_000L, 1_000_000_000_000L);
        assertThat(START.after(List.of(huge, huge)).logMean()).isFinite().isPositive();
        assertThat(START.after(PairedCounts.NONE).logMean()).isCloseTo(0, within(1e-12));
    }

    @Test
    void aMarginThatNothingCanExceedOrMeetIsRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftStatistic.above(-1))
                .withMessageContaining("-1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftStatistic.above(1.01))
                .withMessageContaining("1.01");
    }

    @Property
    void statisticNeverFallsBelowThatOfTheLastPaneAlone(
            @ForAll @Size(min = 1, max = 20) List<@LongRange(max = 100) Long> flips,
            @ForAll @DoubleRange(min = -0.9, max = 1) double margin) {
        List<PairedCounts> panes =
                flips.stream().map(count -> PairedCounts.ofFlips(count, 100)).toList();
        DriftStatistic start = DriftStatistic.above(margin);
        DriftStatistic all = start.after(panes);
        assertThat(all.logMean())
                .isGreaterThanOrEqualTo(start.after(panes.get(panes.size() - 1)).logMean() - 1e-9);
        assertThat(all.since().orElseThrow()).isBetween(0L, panes.size() - 1L);
    }

    private static List<PairedCounts> flipsOfAHundred(long... flips) {
        return LongStream.of(flips)
                .mapToObj(count -> PairedCounts.ofFlips(count, 100))
                .toList();
    }
}
