package io.penumbra.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Evidence that the mean of paired outcomes has risen above a margin m since some pane, however long ago that was. Each
 * bet of the {@link BettingMixture} starts anew whenever it has lost: pane by pane M_k ← max(M_k, 1) · (its wealth from
 * that pane against H0: E[D] ≤ m). The statistic is the mean of M_k; without a change it takes at least A panes on
 * average until it reaches A.
 *
 * <p>Unrolled, M_k is the largest over all panes j of the bet's wealth from every image of pane j and later ones. Three
 * things follow. Each of these wealths is an e-process in the order in which images arrive, so that the promise holds at
 * any look, also while a pane is still open and where images of earlier panes arrive late. To leave panes out at the start
 * leaves out terms of the maximum, so that a statistic which begins later is only smaller. And where the largest of them
 * is from a later pane, panes before it may be left out without looking at any again, {@link #withoutFirst}. And the
 * statistics of stretches of panes compose to that of all, {@link #then}, so that a stretch in which no count changed need
 * not be looked at again.
 *
 * <p>Source: J. Shin, A. Ramdas and A. Rinaldo, E-detectors: a nonparametric framework for sequential change detection,
 * New England Journal of Statistics in Data Science 2 (2024; arXiv 2203.03532, 2023).
 */
public final class DriftStatistic {

    private final double margin;
    private final Bets bets;
    private final int panes;
    private final double[] logBets;
    private final int[] starts;

    private DriftStatistic(double margin, Bets bets, int panes, double[] logBets, int[] starts) {
        this.margin = margin;
        this.bets = bets;
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
        return above(margin, 1);
    }

    /**
     * The statistic of a share of votes before the first pane: each image counts with as many votes as the population has
     * members K, and all of them together weigh as one image. The wealth is then the K-th root of that from as many images
     * as there are votes. Since a bet's logarithm is concave in the outcome, that is never more than it wins on the share of
     * votes itself, and so evidence of the same kind.
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
                new int[BettingMixture.BETS]);
    }

    /** The statistic after one more pane; this one stays as it is. */
    public DriftStatistic after(PairedCounts pane) {
        return after(List.of(pane));
    }

    /** The statistic after more panes, in their order. */
    public DriftStatistic after(List<PairedCounts> more) {
        double[] logs = logBets.clone();
        int[] since = starts.clone();
        int pane = panes;
        for (PairedCounts counts : more) {
            double b = counts.regressions();
            double c = counts.fixes();
            double s = counts.same();
            for (int k = 0; k < logs.length; k++) {
                if (logs[k] <= 0) {
                    logs[k] = 0;
                    since[k] = pane;
                }
                logs[k] += bets.gain(k, b, c, s);
            }
            pane = Math.addExact(pane, 1);
        }
        return new DriftStatistic(margin, bets, pane, logs, since);
    }

    /**
     * A stretch of panes by itself.
     *
     * @param statistic that begins with it
     * @param counted all that its panes count
     */
    public record Stretch(DriftStatistic statistic, PairedCounts counted) {
        /** The stretch of these panes, in their order, for a statistic that has seen none. */
        public static Stretch of(DriftStatistic start, List<PairedCounts> panes) {
            long regressions = 0;
            long fixes = 0;
            long same = 0;
            for (PairedCounts pane : panes) {
                regressions = Math.addExact(regressions, pane.regressions());
                fixes = Math.addExact(fixes, pane.fixes());
                same = Math.addExact(same, pane.same());
            }
            return new Stretch(start.after(panes), new PairedCounts(regressions, fixes, same));
        }
    }

    /** The statistic of the panes of this one and then of those of stretches of the same margin, in their order. */
    public DriftStatistic then(List<Stretch> stretches) {
        double[] logs = logBets.clone();
        int[] since = starts.clone();
        int before = panes;
        for (Stretch stretch : stretches) {
            DriftStatistic next = stretch.statistic();
            if (next.margin != margin) {
                throw new IllegalArgumentException(
                        "statistics of one margin compose, not of " + margin + " and " + next.margin);
            }
            double b = stretch.counted().regressions();
            double c = stretch.counted().fixes();
            double s = stretch.counted().same();
            for (int k = 0; k < logs.length && next.panes > 0; k++) {
                double carried = logs[k] + bets.gain(k, b, c, s);
                boolean goesOn = before > 0 && carried > next.logBets[k];
                logs[k] = goesOn ? carried : next.logBets[k];
                since[k] = goesOn ? since[k] : before + next.starts[k];
            }
            before = Math.addExact(before, next.panes);
        }
        return new DriftStatistic(margin, bets, before, logs, since);
    }

    /**
     * The statistic that begins so many panes later, where that can be told without their counts: no bet's wealth is from one of the panes
     * left out. Else empty.
     *
     * @param count not negative
     */
    public Optional<DriftStatistic> withoutFirst(int count) {
        if (count == 0) {
            return Optional.of(this);
        }
        int[] since = starts.clone();
        for (int k = 0; k < since.length; k++) {
            since[k] -= count;
            if (since[k] < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(new DriftStatistic(margin, bets, panes - count, logBets, since));
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
        return panes == 0 ? OptionalLong.empty() : OptionalLong.of(starts[winner()]);
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

    /** What it says after one more pane, for which alone it need not be made. */
    DriftLevel levelAfter(PairedCounts pane) {
        int winner = 0;
        for (int k = 1; k < logBets.length; k++) {
            winner = logAfter(pane, k) > logAfter(pane, winner) ? k : winner;
        }
        double most = logAfter(pane, winner);
        double sum = 0;
        for (int k = 0; k < logBets.length; k++) {
            sum += BettingMixture.wealth(logAfter(pane, k), most);
        }
        int since = logBets[winner] > 0 ? starts[winner] : panes;
        return new DriftLevel(panes + 1, BettingMixture.logMean(most, sum), most, OptionalLong.of(since));
    }

    /** What it says. */
    DriftLevel level() {
        return new DriftLevel(panes, logMean(), logBets[winner()], since());
    }

    @Override
    public String toString() {
        return "DriftStatistic[margin=" + margin + ", panes=" + panes + ", logBets=" + Arrays.toString(logBets) + "]";
    }
}
