package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
        double[] expected = {-0.195535, -0.410160, 2.048277, 6.040411, 11.084162};
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
        assertThat(drifted.reaches(Math.exp(11.08))).isTrue();
        assertThat(drifted.reaches(Math.exp(11.09))).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drifted.reaches(0.5))
                .withMessageContaining("0.5");
    }

    @Test
    void aPaneLeavesTheEarlierStatisticAsItWas() {
        DriftStatistic first = START.after(flipsOfAHundred(3));
        first.after(PairedCounts.ofFlips(90, 100));
        assertThat(first.logMean()).isCloseTo(-0.195535, within(1e-6));
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

    @Test
    void emptyPaneIsAPaneThatStartsLosersAnew() {
        DriftStatistic calm = START.after(flipsOfAHundred(0, 0));
        assertThat(calm.logMean()).isNegative();
        DriftStatistic after = calm.after(PairedCounts.NONE);
        assertThat(after.logMean()).isCloseTo(0, within(1e-12));
        assertThat(after.since()).hasValue(2);
        DriftStatistic drifted = START.after(flipsOfAHundred(12));
        assertThat(drifted.after(PairedCounts.NONE).logMean()).isGreaterThanOrEqualTo(drifted.logMean());
    }

    @Test
    void votesOfAllMembersWeighAsOneImage() {
        DriftStatistic oneMember = START.after(flipsOfAHundred(3, 2, 9, 11, 12));
        DriftStatistic threeAlike = DriftStatistic.above(0.03, 3)
                .after(LongStream.of(3, 2, 9, 11, 12)
                        .mapToObj(votes -> PairedCounts.ofFlips(3 * votes, 300))
                        .toList());
        assertThat(threeAlike.logMean()).isCloseTo(oneMember.logMean(), within(1e-9));
        assertThat(threeAlike.since()).isEqualTo(oneMember.since());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftStatistic.above(0.03, 0))
                .withMessageContaining("0");
    }

    /** A hundred images with a share of votes of a half each: betting on the share wins Π(1 + λ(1/2 − m)), by a sum of its own. */
    @Test
    void votesNeverWinMoreThanTheBetOnTheirShare() {
        double margin = 0.2;
        double onShares = 0;
        for (int k = 0; k < BettingMixture.BETS; k++) {
            double fraction = 0.99 * Math.pow(10, -3 + 3.0 * k / 39);
            onShares += Math.pow(1 + fraction / (1 + margin) * (0.5 - margin), 100) * BettingMixture.weight(k);
        }
        double onVotes = DriftStatistic.above(margin, 2)
                .after(PairedCounts.ofFlips(100, 200))
                .logMean();
        assertThat(onVotes).isPositive().isLessThan(Math.log(onShares));
    }

    /** However the panes are cut into stretches, it is the replay in order. */
    @Property
    void stretchesComposeToTheReplayInOrder(
            @ForAll @Size(min = 1, max = 60) List<@LongRange(max = 60) Long> flips,
            @ForAll @Size(max = 5) List<@LongRange(max = 60) Long> cuts,
            @ForAll @DoubleRange(min = 0.01, max = 0.9) double margin) {
        List<PairedCounts> panes = flips.stream()
                .map(count -> count > 40 ? PairedCounts.NONE : new PairedCounts(count / 4, count % 3, 100 - count))
                .toList();
        DriftStatistic start = DriftStatistic.above(margin);
        DriftStatistic replay = start.after(panes);
        List<Integer> ends = Stream.concat(
                        cuts.stream().map(cut -> (int) Math.min(cut, panes.size())), Stream.of(0, panes.size()))
                .sorted()
                .toList();
        DriftStatistic composed = start.then(IntStream.range(1, ends.size())
                .mapToObj(i ->
                        DriftStatistic.Stretch.of(start, PairedRun.of(panes.subList(ends.get(i - 1), ends.get(i)))))
                .toList());
        assertThat(composed.logMean()).isCloseTo(replay.logMean(), within(1e-9));
        assertThat(composed.panes()).isEqualTo(replay.panes());
    }

    @Test
    void onlyStretchesOfOneMarginCompose() {
        DriftStatistic other = DriftStatistic.above(0.04);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> START.then(List.of(DriftStatistic.Stretch.of(other, PairedRun.of(flipsOfAHundred(3))))))
                .withMessageContaining("0.03")
                .withMessageContaining("0.04");
    }

    /** Where panes may be left out at the start, it is the replay without them; where not, some bet has its wealth from one of them. */
    @Property
    void whatIsLeftOutWithoutAnotherLookIsTheReplayWithoutIt(
            @ForAll @Size(min = 1, max = 60) List<@LongRange(max = 60) Long> flips,
            @ForAll @LongRange(max = 60) long count,
            @ForAll @DoubleRange(min = 0.01, max = 0.9) double margin) {
        List<PairedCounts> panes = flips.stream()
                .map(share -> share > 40 ? PairedCounts.NONE : new PairedCounts(share / 4, share % 3, 100 - share))
                .toList();
        int first = (int) Math.min(count, panes.size() - 1);
        DriftStatistic start = DriftStatistic.above(margin);
        DriftStatistic all = start.after(panes);
        DriftStatistic replay = start.after(panes.subList(first, panes.size()));
        Optional<DriftStatistic> rest = all.withoutFirst(first);
        if (rest.isPresent()) {
            assertThat(rest.get().logMean()).isEqualTo(replay.logMean());
            assertThat(rest.get().panes()).isEqualTo(replay.panes());
            assertThat(rest.get().since()).isEqualTo(replay.since());
        } else {
            assertThat(first).isPositive();
            assertThat(replay.logMean()).isLessThanOrEqualTo(all.logMean() + 1e-9);
        }
    }

    @Test
    void panesBeforeTheLosersBeganAnewMayBeLeftOut() {
        DriftStatistic calm =
                START.after(flipsOfAHundred(12, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(calm.after(PairedCounts.NONE).withoutFirst(20)).isPresent();
        assertThat(START.after(flipsOfAHundred(12, 12)).withoutFirst(1)).isEmpty();
        assertThat(START.after(flipsOfAHundred(12, 12)).withoutFirst(0)).isPresent();
    }

    @Property
    void statisticThatBeginsLaterIsNeverLarger(
            @ForAll @Size(min = 1, max = 40) List<@LongRange(max = 30) Long> flips,
            @ForAll @LongRange(max = 40) long from) {
        List<PairedCounts> panes =
                flips.stream().map(count -> PairedCounts.ofFlips(count, 100)).toList();
        List<PairedCounts> late = panes.subList((int) Math.min(from, panes.size() - 1), panes.size());
        assertThat(START.after(late).logMean())
                .isLessThanOrEqualTo(START.after(panes).logMean() + 1e-9);
    }

    private static List<PairedCounts> flipsOfAHundred(long... flips) {
        return LongStream.of(flips)
                .mapToObj(count -> PairedCounts.ofFlips(count, 100))
                .toList();
    }
}
