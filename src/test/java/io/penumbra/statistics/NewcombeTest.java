package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class NewcombeTest {

    private static final long MANY = 250_000_000_000L;

    @Test
    void fewerCandidateErrorsGiveANegativeDifference() {
        // e = 80, f = 2, g = 10, h = 8
        assertInterval(new PairedTable(80, 2, 10, 8), -0.1553564, -0.0102493);
    }

    @Test
    void correlationIsCorrectedForContinuityOnlyWherePositive() {
        assertInterval(new PairedTable(36, 12, 2, 0), 0.0569296, 0.3404276);
        assertInterval(new PairedTable(1, 3, 5, 41), -0.1674006, 0.0855288);
    }

    @Test
    void anEmptyMarginHasNoCorrelation() {
        assertInterval(new PairedTable(54, 0, 0, 0), -0.0664136, 0.0664136);
    }

    @Test
    void withoutImagesThereIsNoInterval() {
        assertThat(Newcombe.interval(new PairedTable(0, 0, 0, 0), 0.95)).isEmpty();
    }

    @Test
    void votedRatesMoveTheIntervalOfAPopulation() {
        PairedTable modal = new PairedTable(80, 2, 10, 8);
        Interval voted = Newcombe.interval(new Proportion(83.5, 100), new Proportion(89.5, 100), modal, 0.95)
                .orElseThrow();
        assertThat(voted.contains(-0.06)).isTrue();
        assertThat(voted.lower()).isGreaterThan(-0.1553564);
    }

    @Test
    void figuresOfDifferentImagesAreRefusedByTheirNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Newcombe.interval(
                        new Proportion(1, 99), new Proportion(1, 100), new PairedTable(80, 2, 10, 8), 0.95))
                .withMessageContaining("candidate 99, baseline 100, table 100");
    }

    @Test
    void aTableFollowsFromTheCountsOfACell() {
        assertThat(PairedTable.of(100, 90, 2, 10)).isEqualTo(new PairedTable(80, 2, 10, 8));
        assertThat(new PairedTable(80, 2, 10, 8).outcomes()).isEqualTo(new PairedCounts(2, 10, 88));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedTable.of(100, 9, 2, 10))
                .withMessageContaining("both wrong -1");
    }

    @Property
    void intervalHoldsTheDifferenceAndTurnsWithTheModels(
            @ForAll @LongRange(max = MANY) long e,
            @ForAll @LongRange(max = MANY) long f,
            @ForAll @LongRange(max = MANY) long g,
            @ForAll @LongRange(min = 1, max = MANY) long h) {
        PairedTable table = new PairedTable(e, f, g, h);
        Interval interval = Newcombe.interval(table, 0.95).orElseThrow();
        Interval turned = Newcombe.interval(new PairedTable(e, g, f, h), 0.95).orElseThrow();
        double difference = (double) f / table.labelled() - (double) g / table.labelled();
        assertThat(difference).isBetween(interval.lower() - 1e-12, interval.upper() + 1e-12);
        assertThat(interval.lower()).isBetween(-1.0, 1.0);
        assertThat(interval.upper()).isBetween(-1.0, 1.0);
        assertThat(turned.lower()).isCloseTo(-interval.upper(), within(1e-12));
        assertThat(turned.upper()).isCloseTo(-interval.lower(), within(1e-12));
    }

    private static void assertInterval(PairedTable table, double lower, double upper) {
        Interval interval = Newcombe.interval(table, 0.95).orElseThrow();
        assertThat(interval.lower()).isCloseTo(lower, within(1e-6));
        assertThat(interval.upper()).isCloseTo(upper, within(1e-6));
        Interval oneMember = Newcombe.interval(table.candidateErrors(), table.baselineErrors(), table, 0.95)
                .orElseThrow();
        assertThat(oneMember).isEqualTo(interval);
    }
}
