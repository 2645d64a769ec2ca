package io.penumbra.bench;

import java.io.PrintStream;
import java.time.Duration;

/** How often and how soon verdicts and alarms are right, over more and longer streams than a build has time for. */
final class SimulationReport {
    private static final int STREAMS = 2000;
    private static final Duration FALSE_ALARM = Duration.ofDays(30);

    private SimulationReport() {}

    static void print(PrintStream out) {
        out.printf("%d streams of labelled images in 9 subgroups, 3 metrics, margin 0.01, level 0.05%n", STREAMS);
        var often = new VerdictSimulation(1, STREAMS, 100, 20_000);
        out.printf(
                "  every harm at the margin, a look every 100 of 20,000 images: ever fail %.4f (wanted: at most 0.05)%n",
                often.everFailedAtTheMargin());
        out.printf(
                "  only the error of men guarded, harm at the margin: ever pass %.4f (wanted: at most 0.05)%n",
                often.everPassedWithMenAtTheMargin());
        var soon = new VerdictSimulation(1, STREAMS, 100, 5_000);
        long[] failed = soon.imagesUntilHarmOfMenFails();
        out.printf(
                "  harm of men 0.03 beyond the margin: fail within 5,000 images %.4f (wanted: at least 0.95), median after %,d%n",
                soon.failedByHarmOfMen(), median(failed));
        var patient = new VerdictSimulation(1, 200, 1_000, 300_000);
        long[] passed = patient.imagesUntilAnEqualCandidatePasses();
        out.printf(
                "  equal candidate, 1 %% of images changed: pass in all of 200 streams after %,d to %,d images, median %,d%n",
                passed[0], passed[passed.length - 1], median(passed));
        long threshold = FALSE_ALARM.toMinutes();
        out.printf("drift, flips at the margin of 0.03 in panes of 5 to 200 images%n");
        var small = new DriftSimulation(1, STREAMS, 500);
        out.printf(
                "  nothing changes, threshold 500 panes: an alarm after more than %,.0f panes on average (wanted: at least 500)%n",
                small.meanPanesToAFalseAlarm(10_000));
        long[] delays = new DriftSimulation(1, STREAMS, threshold).panesFromChangeToAlarm(1_000);
        out.printf(
                "  flips rise to 0.08, threshold 30 days of panes: an alarm after %d to %d panes, median %d%n",
                delays[0], delays[delays.length - 1], median(delays));
    }

    static long median(long[] sorted) {
        return sorted[sorted.length / 2];
    }
}
