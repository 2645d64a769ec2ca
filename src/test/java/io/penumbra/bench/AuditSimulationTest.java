package io.penumbra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.bench.AuditSimulation.Reached;
import io.penumbra.bench.AuditSimulation.Setting;
import io.penumbra.bench.AuditedStream.Labelled;
import io.penumbra.verdict.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How often the gate is wrong by labels of flips and references alone, whoever chooses them, and how few it needs. The
 * seeds are fixed. {@code bench --simulate} does more of it.
 */
class AuditSimulationTest {
    /** A third of the images that all models call blond, and a fifth of the others. */
    private static final double[] REFERENCES = {0.2, 0.3};

    @Test
    void ratesOfAClassAtTheMarginAreRarelyJudgedWhoeverChoosesTheLabels() {
        var simulation = new AuditSimulation(1, 100, 200, 3000);
        for (Setting setting : List.of(Setting.FPR_AT_MARGIN, Setting.FNR_AT_MARGIN)) {
            for (Labelled labelled : Labelled.values()) {
                double failed = simulation
                        .until(Decision.FAIL, setting, labelled, REFERENCES)
                        .share();
                double passed = simulation
                        .until(Decision.PASS, setting, labelled, REFERENCES)
                        .share();
                System.out.printf(
                        "%s, %s: ever fail in %.2f, ever pass in %.2f of 100 streams%n",
                        setting, labelled.text(), failed, passed);
                assertThat(failed).isLessThanOrEqualTo(0.05);
                assertThat(passed).isLessThanOrEqualTo(0.05);
            }
        }
    }

    /** An adversary who labels regressions alone must not hide that they are rare, and not lose a true harm either. */
    @Test
    void labelsOfRegressionsAloneStillShowAHarm() {
        Reached reached = new AuditSimulation(1, 40, 100, 4000)
                .until(Decision.FAIL, Setting.FNR_HARMFUL, Labelled.REGRESSIONS, REFERENCES);
        assertThat(reached.share()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void fewLabelsSuffice() {
        var simulation = new AuditSimulation(1, 60, 25, 9000);
        Reached equal = simulation.until(Decision.PASS, Setting.EQUAL, Labelled.LATER, 0, 0);
        Reached harmful = simulation.until(Decision.FAIL, Setting.HARMFUL, Labelled.LATE, 0, 0);
        Reached negatives = simulation.until(Decision.PASS, Setting.FPR_EQUAL, Labelled.ALL, 0.02, 0.05);
        Reached positives = simulation.until(Decision.PASS, Setting.FNR_EQUAL, Labelled.ALL, 0.02, 0.05);
        Reached missed = simulation.until(Decision.FAIL, Setting.FNR_HARMFUL, Labelled.ALL, 0.05, 0.1);
        System.out.printf(
                "labels 500 and 300 images late: %s, %s; false positives: %s; false negatives: %s, harm: %s%n",
                equal, harmful, negatives, positives, missed);
        for (Reached each : List.of(equal, harmful, negatives, positives, missed)) {
            assertThat(each.share()).isEqualTo(1);
        }
        assertThat(equal.labels()).isBetween(30L, 40L);
        assertThat(harmful.labels()).isBetween(114L, 140L);
        assertThat(negatives.labels()).isLessThanOrEqualTo(64);
        assertThat(positives.labels()).isLessThanOrEqualTo(134);
        assertThat(missed.labels()).isLessThanOrEqualTo(260);
    }

    @Test
    void candidateWithoutFlipsPassesWithoutALabel() {
        Reached reached = new AuditSimulation(1, 1, 1, 510).until(Decision.PASS, Setting.SAME, Labelled.ALL, 0, 0);
        assertThat(reached.share()).isEqualTo(1);
        assertThat(reached.labels()).isZero();
    }
}
