package io.penumbra.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.statistics.PairedCounts;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final long NOW = Instant.parse("2026-05-06T07:08:09Z").toEpochMilli();
    private static final Gate GATE = new Gate(VerdictSettings.DEFAULT, Map.of());

    private static Outcomes outcomes(Snapshot snapshot, String subgroup, GuardedMetric metric) {
        return GATE.verdict(snapshot, CountedImages.CANDIDATE).findings().stream()
                .filter(finding -> finding.subgroup().name().equals(subgroup) && finding.metric() == metric)
                .findFirst()
                .orElseThrow()
                .outcomes();
    }

    @Test
    void eachMetricComparesTheImagesThatItIsOf() {
        // not blond: two false positives gained, one lost, three the same; blond: one missed, one found, one hit
        Snapshot snapshot = new CountedImages(1)
                .add(NOW, "male", "not_blond", 0, 1)
                .add(NOW, "male", "not_blond", 0, 1)
                .add(NOW, "male", "not_blond", 1, 0)
                .add(NOW, "male", "not_blond", 0, 0)
                .add(NOW, "male", "not_blond", 0, 0)
                .add(NOW, "male", "not_blond", 1, 1)
                .add(NOW, "male", "blond", 1, 0)
                .add(NOW, "male", "blond", 0, 1)
                .add(NOW, "male", "blond", 1, 1)
                .add(NOW, "male", null, 0, 1)
                .snapshot();
        Outcomes falsePositives = outcomes(snapshot, "sex=male", GuardedMetric.FALSE_POSITIVE_RATE);
        assertThat(falsePositives.paired()).isEqualTo(new PairedCounts(2, 1, 3));
        assertThat(falsePositives.baseline().ratio()).hasValue(2 / 6.0);
        assertThat(falsePositives.candidate().ratio()).hasValue(3 / 6.0);
        assertThat(falsePositives.change()).hasValue(1 / 6.0);
        assertThat(outcomes(snapshot, "sex=male", GuardedMetric.FALSE_NEGATIVE_RATE)
                        .paired())
                .isEqualTo(new PairedCounts(1, 1, 1));
        assertThat(outcomes(snapshot, "all", GuardedMetric.ERROR).paired()).isEqualTo(new PairedCounts(3, 2, 4));
        Verdict verdict = GATE.verdict(snapshot, CountedImages.CANDIDATE);
        assertThat(verdict.labelled()).isEqualTo(9);
        assertThat(verdict.scored()).isEqualTo(10);
        assertThat(verdict.observed().get(0).flips()).isEqualTo(6);
    }

    /** All agree, so the audit knows the change of the error without a label. A sample without a label knows nothing. */
    @Test
    void gateOfASampleShowsNoChangeThatOnlyTheAuditKnows() {
        Snapshot snapshot = new CountedImages(1)
                .add(NOW, "male", null, 0, 0)
                .add(NOW, "male", null, 1, 1)
                .snapshot();
        assertThat(outcomes(snapshot, "all", GuardedMetric.ERROR).change()).hasValue(0);
        var ofSample = new VerdictSettings(VerdictSettings.DEFAULT.margins(), 0.05, 100, Set.of(), Basis.SAMPLE, 1);
        Finding error = new Gate(ofSample, Map.of())
                .verdict(snapshot, CountedImages.CANDIDATE)
                .findings()
                .get(0);
        assertThat(error.metric()).isEqualTo(GuardedMetric.ERROR);
        assertThat(error.outcomes().basis()).isEqualTo(Basis.SAMPLE);
        assertThat(error.outcomes().change()).isEmpty();
    }

    @Test
    void populationsAreComparedByTheirModalClasses() {
        Snapshot snapshot = new CountedImages(3)
                .add(NOW, "male", "blond", 3, 2)
                .add(NOW, "male", "blond", 2, 1)
                .snapshot();
        Outcomes errors = outcomes(snapshot, "all", GuardedMetric.ERROR);
        assertThat(errors.paired()).isEqualTo(new PairedCounts(1, 0, 1));
        assertThat(errors.change()).hasValue(0.5);
        assertThat(errors.baseline().ratio()).hasValue(1 / 6.0);
        assertThat(errors.candidate().ratio()).hasValue(0.5);
    }

    @Test
    void candidateWithoutAnImageHasNothingObserved() {
        Verdict unknown = GATE.verdict(new CountedImages(1).snapshot(), CountedImages.CANDIDATE);
        assertThat(unknown.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(unknown.observed()).isEmpty();
    }

    @Test
    void candidateMayHaveSettingsOfItsOwn() {
        var own = new VerdictSettings(Map.of(GuardedMetric.ERROR, 0.2), 0.1, 5, Set.of());
        var gate = new Gate(VerdictSettings.DEFAULT, Map.of(CountedImages.CANDIDATE, own));
        var images = new CountedImages(1);
        for (int i = 0; i < 60; i++) {
            images.add(NOW, "male", "blond", 1, 1);
        }
        assertThat(gate.verdict(images.snapshot(), CountedImages.CANDIDATE).decision())
                .isEqualTo(Decision.PASS);
        assertThat(GATE.verdict(images.snapshot(), CountedImages.CANDIDATE).decision())
                .isEqualTo(Decision.INCONCLUSIVE);
        assertThat(gate.settings("another")).isEqualTo(VerdictSettings.DEFAULT);
    }

    @Test
    void verdictDoesNotDependOnTheWindowOfOtherPanes() {
        var spread = new CountedImages(1);
        var together = new CountedImages(1);
        for (int i = 0; i < 300; i++) {
            spread.add(NOW - i * 3_600_000L, "male", "blond", 1, i % 50 == 0 ? 0 : 1);
            together.add(NOW, "male", "blond", 1, i % 50 == 0 ? 0 : 1);
        }
        assertThat(GATE.verdict(spread.snapshot(), CountedImages.CANDIDATE))
                .usingRecursiveComparison()
                .isEqualTo(GATE.verdict(together.snapshot(), CountedImages.CANDIDATE));
    }
}
