package io.penumbra.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Evidence that the mean of paired outcomes has risen above a margin m since some pane, however long ago that was.
 *
 * <p>Each bet of the {@link BettingMixture} restarts whenever it has lost: pane by pane M_k ← max(M_k, 1) · (its
 * wealth from that pane against H0: E[D] ≤ m). The statistic is the weighted mean Σ w_k M_k. Without a change it takes at least A
 * panes on average to reach A.
 *
 * <p>Unrolled, M_k is a maximum over all panes j: the bet's wealth from every image of pane j and later ones. Each of
 * these wealths is an e-process in the order in which images arrive. Four things follow:
 * <ol>
 * <li>The promise holds at any look, also while a pane is open and when images of earlier panes arrive late.
 * <li>A statistic that begins later is only smaller, because it leaves out terms of the maximum.
 * <li>If every maximum is from a later pane, the panes before can be left out without looking at any pane again: {@link
 *     #withoutFirst}.
 * <li>The statistics of stretches of panes compose to that of all panes: {@link #then}. A stretch in which no count
 *     changed need not be looked at again.
 * </ol>
 *
 * <p>Source: J. Shin, A. Ramdas and A. Rinaldo, E-detectors: a nonparametric framework for sequential change detection,
 * New England Journal of Statistics in Data Science 2 (2024; arXiv 2203.03532, 2023).
 */
public final class DriftStatistic {

    private final double margin;
    private final Bets bets;
    private final int panes;
    private final double[] logBets;
    /** The pane in which each bet restarted, counted with the panes that were left out. */
    private final int[] starts;
    /** The number of panes that were left out at the beginning. */
    private final int left;

    private DriftStatistic(double margin, Bets bets, int panes, double[] logBets, int[] starts, int left) {
        this.margin = margin;
        this.bets = bets;
        this.panes = panes;
        this.logBets = logBets;
        this.starts = starts;
        this.left = left;
    }

    /**
     * The statistic before the first pane, which is 1.
     *
     * @param margin m = reference + tolerance, in (−1, 1]
     */
    public static DriftStatistic above(double margin) {
        return above(margin, 1);
    }

    /**
     * The statistic of a share of votes, before the first pane. Each image counts with K votes, one per member of the
     * population, and its votes together weigh as one image.
     *
     * <p>The wealth is the K-th root of the wealth from as many images as there are votes. A bet's logarithm is concave
     * in the outcome, so this is at most what the bet wins on the share of votes. Hence it is evidence too.
     *
     * @param margin m, in (−1, 1]
     * @param members K, at least 1
     */
    public static DriftStatistic above(double margin, int members) {
        if (!(margin > -1 && margin <= 1)) {
            throw new IllegalArgumentException("margin must be above -1 and at most 1: " + margin);
        }
        if (members < 1) {
            throw new IllegalArgumentException("a population needs at least one member: " + members);
        }
        return new DriftStatistic(
                margin,
                Bets.above(margin, 1.0 / members),
                0,
                new double[BettingMixture.BETS],
                new int[BettingMixture.BETS],
                0);
    }

    /** The statistic after one more pane. This one does not change. */
    public DriftStatistic after(PairedCounts pane) {
        return after(List.of(pane));
    }

    /** The statistic after more panes, in their order. */
    public DriftStatistic after(List<PairedCounts> more) {
        return after(PairedRun.of(more));
    }

    /** The statistic after more panes, in their order. */
    public DriftStatistic after(PairedRun more) {
        return then(List.of(), more);
    }

    /**
     * A stretch of consecutive panes by itself.
     *
     * @param statistic the statistic of these panes alone
     * @param counted the sum of their counts
     */
    public record Stretch(DriftStatistic statistic, PairedCounts counted) {
        /**
         * The stretch of these panes, in their order.
         *
         * @param start a statistic that has seen no pane
         */
        public static Stretch of(DriftStatistic start, PairedRun panes) {
            return new Stretch(start.after(panes), panes.sum());
        }
    }

    /**
     * The statistic of this one's panes followed by those of the stretches, in their order.
     *
     * @throws IllegalArgumentException if a stretch has another margin
     */
    public DriftStatistic then(List<Stretch> stretches) {
        return then(stretches, new PairedRun(0));
    }

    /** As {@link #then(List)}, and then after more panes. */
    public DriftStatistic then(List<Stretch> stretches, PairedRun more) {
        double[] logs = logBets.clone();
        int[] since = starts.clone();
        int before = Math.addExact(panes, left);
        boolean first = panes == 0;
        for (Stretch stretch : stretches) {
            DriftStatistic next = stretch.statistic();
            if (next.margin != margin) {
                throw new IllegalArgumentException(
                        "statistics must have the same margin to compose: " + margin + " and " + next.margin);
            }
            double b = stretch.counted().regressions();
            double c = stretch.counted().fixes();
            double s = stretch.counted().same();
            for (int k = 0; k < logs.length && next.panes > 0; k++) {
                double carried = logs[k] + bets.gain(k, b, c, s);
                boolean goesOn = !first && carried > next.logBets[k];
                logs[k] = goesOn ? carried : next.logBets[k];
                since[k] = goesOn ? since[k] : before + next.start(k);
            }
            before = Math.addExact(before, next.panes);
            first &= next.panes == 0;
        }
        for (int i = 0; i < more.size(); i++) {
            add(more, i, before, logs, since);
            before = Math.addExact(before, 1);
        }
        return new DriftStatistic(margin, bets, before - left, logs, since, left);
    }

    /** Adds a pane to the bets. */
    private void add(PairedRun panes, int i, int pane, double[] logs, int[] since) {
        double b = panes.regressions(i);
        double c = panes.fixes(i);
        double s = panes.same(i);
        for (int k = 0; k < logs.length; k++) {
            if (logs[k] <= 0) {
                logs[k] = 0;
                since[k] = pane;
            }
            logs[k] += bets.gain(k, b, c, s);
        }
    }

    /**
     * The statistic that begins {@code count} panes later, if their counts are not needed for it. That is so if no
     * bet's wealth is from one of the panes left out. Otherwise empty.
     *
     * @param count at least 0
     */
    public Optional<DriftStatistic> withoutFirst(int count) {
        if (count == 0) {
            return Optional.of(this);
        }
        for (int k = 0; k < starts.length; k++) {
            if (start(k) < count) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new DriftStatistic(margin, bets, panes - count, logBets, starts, Math.addExact(left, count)));
    }

    /** The pane in which bet k restarted, counted from 0. */
    private int start(int k) {
        return starts[k] - left;
    }

    public double margin() {
        return margin;
    }

    public long panes() {
        return panes;
    }

    /** ln of the weighted mean wealth of the bets. */
    public double logMean() {
        return BettingMixture.logMean(logBets);
    }

    /** Whether the statistic is at or above the alarm threshold A, which is at least 1. */
    public boolean reaches(double threshold) {
        if (!(threshold >= 1)) {
            throw new IllegalArgumentException("an alarm threshold must be at least 1: " + threshold);
        }
        return logMean() >= Math.log(threshold);
    }

    /** The pane, counted from 0, at which the richest bet last restarted; no value before the first pane. */
    public OptionalLong since() {
        return panes == 0 ? OptionalLong.empty() : OptionalLong.of(start(winner()));
    }

    private int winner() {
        int winner = 0;
        for (int k = 1; k < logBets.length; k++) {
            winner = logBets[k] > logBets[winner] ? k : winner;
        }
        return winner;
    }

    /** ln of bet k's wealth after one more pane. */
    private double logAfter(PairedCounts pane, int k) {
        return Math.max(0, logBets[k]) + bets.gain(k, pane.regressions(), pane.fixes(), pane.same());
    }

    /** The level after one more pane, without making the statistic itself. */
    DriftLevel levelAfter(PairedCounts pane) {
        int winner = 0;
        for (int k = 1; k < logBets.length; k++) {
            winner = logAfter(pane, k) > logAfter(pane, winner) ? k : winner;
        }
        double most = logAfter(pane, winner);
        double sum = 0;
        for (int k = 0; k < logBets.length; k++) {
            sum += BettingMixture.wealth(k, logAfter(pane, k), most);
        }
        int since = logBets[winner] > 0 ? start(winner) : panes;
        return new DriftLevel(panes + 1, BettingMixture.logMean(most, sum), most, OptionalLong.of(since), 0);
    }

    DriftLevel level() {
        return new DriftLevel(panes, logMean(), logBets[winner()], since(), 0);
    }

    @Override
    public String toString() {
        return "DriftStatistic[margin=" + margin + ", panes=" + panes + ", logBets=" + Arrays.toString(logBets) + "]";
    }
}
