package io.penumbra.console;

import io.penumbra.counts.Baseline;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.PaneSums;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.counts.Window;
import io.penumbra.statistics.Bets;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the evidence on the error of a subgroup grew over the kept panes: both as a share of what decides. Places are in
 * pixels.
 *
 * @param harm the evidence for harm, as the attribute {@code points} of a polyline
 * @param safety the evidence for safety, likewise
 * @param decides where either decides
 * @param zero where there is none
 * @param says what the chart shows, for those who do not see it
 */
record Evidence(
        String harm, String safety, double decides, double zero, double harmEnd, double safetyEnd, String says) {
    static final int WIDTH = 640;
    static final int HEIGHT = 160;
    private static final int MOST_POINTS = 60;
    private static final int PLOT_TO = 560;
    private static final double LEAST = -0.5;
    private static final double MOST = 1.3;

    /** Empty if the error of the subgroup is not asked for, or nothing of it lies in a kept pane. */
    static Optional<Evidence> of(Verdict verdict, Snapshot snapshot, Subgroup subgroup) {
        Optional<Finding> error = verdict.findings().stream()
                .filter(finding -> finding.subgroup().equals(subgroup) && finding.metric() == GuardedMetric.ERROR)
                .findFirst();
        Optional<Baseline> baseline = snapshot.baseline();
        ModelVersion candidate = snapshot.candidates().get(verdict.candidate());
        if (error.isEmpty() || baseline.isEmpty() || candidate == null) {
            return Optional.empty();
        }
        List<PairedCounts> sums = sums(snapshot, subgroup, baseline.get(), candidate);
        double margin = verdict.settings().margin(error.get().metric());
        return sums.size() < 2 ? Optional.empty() : Optional.of(of(sums, margin, verdict));
    }

    private static Evidence of(List<PairedCounts> sums, double margin, Verdict verdict) {
        Bets above = Bets.above(margin);
        Bets below = Bets.below(margin);
        List<Double> harm = sums.stream()
                .map(counts -> above.logEvidence(counts) / verdict.logHarmEnough())
                .toList();
        List<Double> safety = sums.stream()
                .map(counts -> below.logEvidence(counts) / verdict.logSafetyEnough())
                .toList();
        double harmNow = harm.get(harm.size() - 1);
        double safetyNow = safety.get(safety.size() - 1);
        return new Evidence(
                points(harm),
                points(safety),
                y(1),
                y(0),
                y(harmNow),
                y(safetyNow),
                "Evidence on the error: " + Words.percent(Math.max(0, harmNow)) + " of what shows harm, "
                        + Words.percent(Math.max(0, safetyNow)) + " of what shows safety");
    }

    /** All outcomes up to the end of each kept pane, of at most {@link #MOST_POINTS} panes. */
    private static List<PairedCounts> sums(
            Snapshot snapshot, Subgroup subgroup, Baseline baseline, ModelVersion candidate) {
        List<PairedCounts> panes = new ArrayList<>();
        PairedCounts kept = PairedCounts.NONE;
        for (PaneSums pane : snapshot.panes().values()) {
            PairedCounts counts = pane.harm(subgroup, baseline, candidate);
            panes.add(counts);
            kept = kept.plus(counts);
        }
        SubgroupCounts all = snapshot.window(Window.VERSION).get(subgroup);
        PairCounts pair = all == null ? null : all.candidates().get(candidate.name());
        if (pair == null) {
            return List.of();
        }
        PairedCounts whole = pair.table().outcomes();
        // what lies before the kept panes
        PairedCounts sum = new PairedCounts(
                Math.max(0, whole.regressions() - kept.regressions()),
                Math.max(0, whole.fixes() - kept.fixes()),
                Math.max(0, whole.same() - kept.same()));
        int each = Math.max(1, (panes.size() + MOST_POINTS - 1) / MOST_POINTS);
        var sums = new ArrayList<PairedCounts>();
        sums.add(sum);
        for (int i = 0; i < panes.size(); i++) {
            sum = sum.plus(panes.get(i));
            if ((i + 1) % each == 0 || i == panes.size() - 1) {
                sums.add(sum);
            }
        }
        return sums;
    }

    private static String points(List<Double> values) {
        var points = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            points.add(String.format(
                    Locale.ROOT, "%.1f,%.1f", 4 + (PLOT_TO - 4.0) * i / (values.size() - 1), y(values.get(i))));
        }
        return String.join(" ", points);
    }

    private static double y(double share) {
        double cut = Math.min(MOST, Math.max(LEAST, share));
        return Math.round(10 * (6 + (HEIGHT - 12) * (1 - (cut - LEAST) / (MOST - LEAST)))) / 10.0;
    }

    /** The names of the lines lie at their ends, apart from each other. */
    public double harmTextY() {
        return apart(harmEnd, safetyEnd);
    }

    public double safetyTextY() {
        return apart(safetyEnd, harmEnd);
    }

    private static double apart(double own, double other) {
        double middle = (own + other) / 2;
        double room = 8;
        return 4 + (Math.abs(own - other) >= 2 * room ? own : own > other ? middle + room : middle - room);
    }
}
