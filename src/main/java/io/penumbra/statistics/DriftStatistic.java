package io.penumbra.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Evidence that the mean of paired outcomes has risen above a margin m since some pane, however long ago that was. Each
 * bet of the {@link BettingMixture} starts anew whenever it has lost: pane by pane M_k ← max(M_k, 1) · (its wealth from
 * that pane against H0: E[D] ≤ m). The statistic is the mean of M_k; without a change it takes at least A panes on
 * average until it reaches A.
 *
 * <p>Source: J. Shin, A. Ramdas and A. Rinaldo, E-detectors: a nonparametric framework for sequential change detection,
 * New England Journal of Statistics in Data Science 2 (2024; arXiv 2203.03532, 2023).
 */
public final class DriftStatistic {

    private final double margin;
    private final long panes;
    private final double[] logBets;
    private final long[] starts;

    private DriftStatistic(double margin, long panes, double[] logBets, long[] starts) {
        this.margin = margin;
        this.panes = panes;
        this.logBets = logBets;
        this.starts = starts;
    }

    /**
     * The statistic before the first pane, at which it is 1.
     *
     * @param margin m = reference + tolerance, in (−1, 1]
     */
    public static DriftStatistic above(double margin) {
        if (!(margin > -1 && margin <= 1)) {
            throw new IllegalArgumentException("margin must be above -1 and at most 1: " + margin);
        }
        return new DriftStatistic(margin, 0, new double[BettingMixture.BETS], new long[BettingMixture.BETS]);
    }

    /** The statistic after one more pane; this one stays as it is. */
    public DriftStatistic after(PairedCounts pane) {
        double[] gains = BettingMixture.logBets(pane, margin);
        double[] logs = new double[gains.length];
        long[] since = starts.clone();
        for (int k = 0; k < logs.length; k++) {
            if (logBets[k] <= 0) {
                since[k] = panes;
            }
            logs[k] = Math.max(logBets[k], 0) + gains[k];
        }
        return new DriftStatistic(margin, panes + 1, logs, since);
    }

    /** The statistic after more panes, in their order. */
    public DriftStatistic after(List<PairedCounts> more) {
        DriftStatistic statistic = this;
        for (PairedCounts pane : more) {
            statistic = statistic.after(pane);
        }
        return statistic;
    }

    public double margin() {
        return margin;
    }

    /** Number of panes seen. */
    public long panes() {
        return panes;
    }

    /** ln of the mean wealth of the bets. */
    public double logMean() {
        return BettingMixture.logMean(logBets);
    }

    /** Whether the statistic is at or above the alarm threshold A, which is at least 1. */
    public boolean reaches(double threshold) {
        if (!(threshold >= 1)) {
            throw new IllegalArgumentException("an alarm threshold is at least 1: " + threshold);
        }
        return logMean() >= Math.log(threshold);
    }

    /**
     * Since when: the pane, counted from 0, at which the bet that now has most wealth last started anew; no value
     * before the first pane.
     */
    public OptionalLong since() {
        if (panes == 0) {
            return OptionalLong.empty();
        }
        int winner = 0;
        for (int k = 1; k < logBets.length; k++) {
            winner = logBets[k] > logBets[winner] ? k : winner;
        }
        return OptionalLong.of(starts[winner]);
    }

    @Override
    public String toString() {
        return "DriftStatistic[margin=" + margin + ", panes=" + panes + ", logBets=" + Arrays.toString(logBets) + "]";
    }
}
