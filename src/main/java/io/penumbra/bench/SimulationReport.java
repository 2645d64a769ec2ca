package io.penumbra.bench;

import io.penumbra.bench.AuditSimulation.Setting;
import io.penumbra.bench.AuditedStream.Labelled;
import io.penumbra.verdict.Decision;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** How often and how soon verdicts and alarms are right, over more and longer streams than a build has time for. */
final class SimulationReport {
    private static final int STREAMS = 2000;
    private static final int FEWER_STREAMS = 200;
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
        printAudit(out);
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

    private static void printAudit(PrintStream out) {
        out.printf("one question, only flips and references labelled, level 0.05, 15 %% of the images of the class%n");
        var often = new AuditSimulation(1, FEWER_STREAMS, 50, 3_000);
        for (Setting setting : List.of(Setting.ERROR_AT_MARGIN, Setting.FPR_AT_MARGIN, Setting.FNR_AT_MARGIN)) {
            for (Labelled labelled : Labelled.values()) {
                out.printf(
                        "  %s, %s, a look every 50 of 3,000 images: ever fail %.4f, ever pass %.4f (wanted: at most 0.05)%n",
                        setting.text(),
                        labelled.text(),
                        often.until(Decision.FAIL, setting, labelled, 0.2, 0.3).share(),
                        often.until(Decision.PASS, setting, labelled, 0.2, 0.3).share());
            }
        }
        printLabels(out, Decision.PASS, Setting.SAME, Labelled.ALL, 0, 0);
        printLabels(out, Decision.PASS, Setting.EQUAL, Labelled.ALL, 0, 0);
        printLabels(out, Decision.PASS, Setting.EQUAL, Labelled.LATER, 0, 0);
        printLabels(out, Decision.FAIL, Setting.HARMFUL, Labelled.ALL, 0, 0);
        printLabels(out, Decision.FAIL, Setting.HARMFUL, Labelled.LATE, 0, 0);
        printLabels(out, Decision.PASS, Setting.FPR_EQUAL, Labelled.ALL, 0.02, 0.05);
        printLabels(out, Decision.PASS, Setting.FNR_EQUAL, Labelled.ALL, 0.02, 0.05);
        printLabels(out, Decision.PASS, Setting.FNR_EQUAL, Labelled.ALL, 0.05, 0.1);
        printLabels(out, Decision.FAIL, Setting.FNR_HARMFUL, Labelled.ALL, 0.05, 0.1);
    }

    private static void printLabels(
            PrintStream out, Decision decision, Setting setting, Labelled labelled, double negative, double positive) {
        AuditSimulation.Reached reached =
                new AuditSimulation(1, FEWER_STREAMS, 25, 9_000).until(decision, setting, labelled, negative, positive);
        out.printf(
                "  %s, %s, references %.0f %% and %.0f %%: %s in %.4f of the streams, median after %,d images and %,d labels%n",
                setting.text(),
                labelled.text(),
                100 * negative,
                100 * positive,
                decision.text(),
                reached.share(),
                reached.images(),
                reached.labels());
    }

    static long median(long[] sorted) {
        return sorted[sorted.length / 2];
    }
}
