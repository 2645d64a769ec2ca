package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.statistics.AuditCounts.Stratum;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditCountsTest {

    @ParameterizedTest
    @CsvSource({
        "1600, 13, 13, 0, 0.01, -1.694295, 2.970723",
        "1600, 13, 13, 5, 0.01, -1.843140, 0.824764",
        "1000, 40, 12, 0, 0.01, 2.165085, -1.793514",
        "1000, 40, 12, 8, 0.01, -0.020690, -1.989584",
        "2000, 10, 8, 2, 0.02, -2.206839, 15.903474"
    })
    void evidenceOnTheErrorMatchesTheSpecification(
            long scored, long regressions, long fixes, long unlabelled, double margin, double harm, double safety) {
        AuditCounts counts = AuditCounts.ofError(scored, regressions, fixes, unlabelled);
        assertThat(counts.logHarm(margin)).isCloseTo(harm, within(1e-6));
        assertThat(counts.logSafety(margin)).isCloseTo(safety, within(1e-6));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 20, 5, 0, 2400, -1.428272, -1.664139",
        "400, 20, 5, 0, 2000, -1.428272, -1.513228",
        "1500, 4, 6, 0, 900, -1.950963, 7.402067",
        "1500, 4, 6, 3, 900, -2.017822, 4.072655"
    })
    void evidenceOnARateOfOneClassMatchesTheSpecification(
            long agreements, long regressions, long fixes, long unlabelled, long unknown, double harm, double safety) {
        AuditCounts counts = new AuditCounts(
                regressions, fixes, unlabelled, unlabelled, agreements, List.of(new Stratum(unknown, Stratum.UNKNOWN)));
        assertThat(counts.logHarm(0.01)).isCloseTo(harm, within(1e-6));
        assertThat(counts.logSafety(0.01)).isCloseTo(safety, within(1e-6));
    }

    @Test
    void referencesNarrowWhatAgreementsCanBe() {
        AuditCounts harmed = new AuditCounts(
                33,
                3,
                2,
                2,
                40,
                List.of(new Stratum(400, new Interval(0, 0.98)), new Stratum(2000, new Interval(0, 0.06))));
        assertThat(harmed.logHarm(0.05)).isCloseTo(-0.982407, within(1e-6));
        AuditCounts safe = new AuditCounts(
                4,
                6,
                1,
                1,
                40,
                List.of(new Stratum(400, new Interval(0.85, 1)), new Stratum(2000, new Interval(0, 1))));
        assertThat(safe.logSafety(0.05)).isCloseTo(9.559542, within(1e-6));
    }

    /** With every image labelled it is the same evidence as that of the labels. */
    @Property
    void withEveryLabelItIsTheEvidenceOfTheLabels(
            @ForAll @LongRange(max = 5000) long regressions,
            @ForAll @LongRange(max = 5000) long fixes,
            @ForAll @LongRange(max = 50_000) long same,
            @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 0.5) double margin) {
        AuditCounts counts = AuditCounts.ofError(regressions + fixes + same, regressions, fixes, 0);
        PairedCounts labels = new PairedCounts(regressions, fixes, same);
        assertThat(counts.logHarm(margin)).isEqualTo(Bets.above(margin).logEvidence(labels));
        assertThat(counts.logSafety(margin)).isEqualTo(Bets.below(margin).logEvidence(labels));
    }

    /** Whatever the missing labels say, they never make the evidence smaller than it was without them. */
    @Property
    void missingLabelsNeverLendEvidence(
            @ForAll @LongRange(max = 200) long regressions,
            @ForAll @LongRange(max = 200) long fixes,
            @ForAll @LongRange(max = 50) long newRegressions,
            @ForAll @LongRange(max = 50) long newFixes,
            @ForAll @LongRange(max = 50) long bothWrong,
            @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 0.5) double margin) {
        long unlabelled = newRegressions + newFixes + bothWrong;
        long scored = 5000 + regressions + fixes + unlabelled;
        AuditCounts before = AuditCounts.ofError(scored, regressions, fixes, unlabelled);
        AuditCounts after = AuditCounts.ofError(scored, regressions + newRegressions, fixes + newFixes, 0);
        assertThat(before.logHarm(margin)).isLessThanOrEqualTo(after.logHarm(margin) + 1e-9);
        assertThat(before.logSafety(margin)).isLessThanOrEqualTo(after.logSafety(margin) + 1e-9);
    }

    /** The rate counts some of the agreements: whichever share it is, within what is known, the evidence is no larger. */
    @Property
    void anUnknownShareNeverLendsEvidence(
            @ForAll @LongRange(max = 200) long regressions,
            @ForAll @LongRange(max = 200) long fixes,
            @ForAll @LongRange(max = 5000) long counted,
            @ForAll @LongRange(max = 5000) long others,
            @ForAll @DoubleRange(max = 1) double less,
            @ForAll @DoubleRange(max = 1) double more,
            @ForAll @Scale(3) @DoubleRange(min = 0.001, max = 0.5) double margin) {
        double share = counted + others == 0 ? 0.5 : (double) counted / (counted + others);
        Interval known = new Interval(share * less, share + (1 - share) * more);
        AuditCounts before =
                new AuditCounts(regressions, fixes, 0, 0, 0, List.of(new Stratum(counted + others, known)));
        AuditCounts after = new AuditCounts(
                regressions, fixes, 0, 0, 0, List.of(new Stratum(counted + others, new Interval(share, share))));
        assertThat(before.logHarm(margin)).isLessThanOrEqualTo(after.logHarm(margin) + 1e-9);
        assertThat(before.logSafety(margin)).isLessThanOrEqualTo(after.logSafety(margin) + 1e-9);
    }

    @Test
    void whatIsNoCountIsRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditCounts.ofError(10, 7, 4, 0))
                .withMessageContaining("agreements -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Stratum(5, new Interval(-0.1, 1)))
                .withMessageContaining("-0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditCounts.ofError(10, 1, 1, 0).logHarm(0))
                .withMessageContaining("margin is 0.0");
    }
}
