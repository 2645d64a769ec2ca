package io.penumbra.statistics;

import java.util.List;
import java.util.OptionalLong;

/**
 * The mean of drift statistics over the same panes, which keeps their promise: without a change in any of them it takes at least A panes on
 * average until it reaches A. So one series can watch a share for rising and for falling.
 *
 * @param parts at least one
 */
public record DriftMean(List<DriftStatistic> parts) {
    public DriftMean {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("a mean is of one statistic or more");
        }
        for (DriftStatistic part : parts) {
            if (part.panes() != parts.get(0).panes()) {
                throw new IllegalArgumentException("a mean is of statistics over the same panes, not of "
                        + parts.stream().map(DriftStatistic::panes).toList() + " panes");
            }
        }
    }

    /** Number of panes seen. */
    public long panes() {
        return parts.get(0).panes();
    }

    /** ln of the mean. */
    public double logMean() {
        double[] logs = new double[parts.size()];
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logs.length; i++) {
            logs[i] = parts.get(i).logMean();
            max = Math.max(max, logs[i]);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - max);
        }
        return max + Math.log(sum / logs.length);
    }

    /** As {@link DriftStatistic#since()}, of the bet that has most wealth of all. */
    public OptionalLong since() {
        DriftStatistic winner = parts.get(0);
        for (DriftStatistic part : parts) {
            winner = part.logWinner() > winner.logWinner() ? part : winner;
        }
        return winner.since();
    }
}
