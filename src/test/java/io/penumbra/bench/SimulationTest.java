package io.penumbra.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the gate and the alarm promise, on streams whose truth is known; the seeds are fixed. {@code bench --simulate} does more of it. */
class SimulationTest {
    @Test
    void harmAtTheMarginIsSeldomEverCalledFail() {
        double failed = new VerdictSimulation(1, 2000, 100, 2000).everFailedAtTheMargin();
        System.out.printf("harm at the margin, 20 looks: ever called fail in %.4f of 2000 streams%n", failed);
        assertThat(failed).isLessThanOrEqualTo(0.05);
    }

    @Test
    void harmAtTheMarginIsSeldomEverCalledPass() {
        double passed = new VerdictSimulation(1, 2000, 100, 5000).everPassedWithMenAtTheMargin();
        System.out.printf("error of men at the margin, 50 looks: ever called pass in %.4f of 2000 streams%n", passed);
        assertThat(passed).isLessThanOrEqualTo(0.05);
    }

    @Test
    void harmBeyondTheMarginIsShownWithinFiveThousandImages() {
        var simulation = new VerdictSimulation(1, 200, 250, 5000);
        long[] images = simulation.imagesUntilHarmOfMenFails();
        System.out.printf(
                "harm of men 0.03 beyond the margin: called fail in %.4f of 200 streams, median after %d images%n",
                simulation.failedByHarmOfMen(), SimulationReport.median(images));
        assertThat(simulation.failedByHarmOfMen()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void equalCandidatePasses() {
        long[] images = new VerdictSimulation(1, 30, 1000, 100_000).imagesUntilAnEqualCandidatePasses();
        System.out.printf(
                "equal candidate, 1 %% of images changed: passes after a median of %d labelled images%n",
                SimulationReport.median(images));
        assertThat(Arrays.stream(images).max().orElseThrow()).isLessThanOrEqualTo(100_000);
    }

    @Test
    void falseAlarmsAreAsRareAsTheThresholdSays() {
        double panes = new DriftSimulation(1, 300, 50).meanPanesToAFalseAlarm(3000);
        System.out.printf("no drift, threshold 50 panes: an alarm after %.0f panes on average%n", panes);
        assertThat(panes).isGreaterThanOrEqualTo(50);
    }

    /** Of the detector over days: 30 days of panes of an hour. */
    @Test
    void falseAlarmsOfDriftOverDaysAreAsRareAsItsThresholdSays() {
        double panes = new DriftSimulation(7, 150, 720).meanPanesToAFalseAlarm(3000);
        System.out.printf("no drift, threshold 720 panes: an alarm after %.0f panes on average%n", panes);
        assertThat(panes).isGreaterThanOrEqualTo(720);
    }

    @Test
    void driftIsAlarmedSoon() {
        long[] delays = new DriftSimulation(1, 300, 43_200).panesFromChangeToAlarm(500);
        System.out.printf(
                "flips from 0.03 to 0.08, threshold 30 days: an alarm after a median of %d panes, at most %d%n",
                SimulationReport.median(delays), delays[delays.length - 1]);
        assertThat(delays[delays.length - 1]).isLessThan(500);
    }
}
