package io.penumbra.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The level of a drift statistic, or of the mean of several.
 *
 * @param panes number of panes seen
 * @param logMean ln of the mean wealth of the bets
 * @param logMost ln of the wealth of the richest bet
 * @param since the pane, counted from 0, at which the richest bet last restarted; no value before the first pane
 * @param part the statistic whose bet that is, counted from 0
 */
public record DriftLevel(long panes, double logMean, double logMost, OptionalLong since, int part) {

    /**
     * The mean of statistics over the same panes. It keeps their promise: without a change in any of them it takes at
     * least A panes on average to reach A. So one series can watch a share for both rising and falling.
     *
     * @param parts at least one
     */
    public static DriftLevel mean(List<DriftStatistic> parts) {
        return meanOf(parts.stream().map(DriftStatistic::level).toList());
    }

    /**
     * The mean after one more pane.
     *
     * @param pane for each part, what it counts in that pane
     */
    public static DriftLevel meanAfter(List<DriftStatistic> parts, List<PairedCounts> pane) {
        var levels = new ArrayList<DriftLevel>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            levels.add(parts.get(i).levelAfter(pane.get(i)));
        }
        return meanOf(levels);
    }

    private static DriftLevel meanOf(List<DriftLevel> levels) {
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("a mean needs at least one statistic");
        }
        DriftLevel winner = levels.get(0);
        int part = 0;
        double most = winner.logMean;
        for (int i = 0; i < levels.size(); i++) {
            DriftLevel level = levels.get(i);
            if (level.panes != winner.panes) {
                throw new IllegalArgumentException(
                        "a mean needs statistics over the same panes, found numbers of panes "
                                + levels.stream().map(DriftLevel::panes).toList());
            }
            part = level.logMost > winner.logMost ? i : part;
            winner = levels.get(part);
            most = Math.max(most, level.logMean);
        }
        double sum = 0;
        for (DriftLevel level : levels) {
            sum += Math.exp(level.logMean - most);
        }
        return new DriftLevel(winner.panes, most + Math.log(sum / levels.size()), winner.logMost, winner.since, part);
    }
}
