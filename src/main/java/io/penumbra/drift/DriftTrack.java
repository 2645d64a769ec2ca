package io.penumbra.drift;

import io.penumbra.counts.Pane;
import io.penumbra.statistics.DriftLevel;
import io.penumbra.statistics.DriftStatistic;
import io.penumbra.statistics.PairedRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A series with its statistics over all panes but the newest, kept from look to look. Most images come to the newest
 * pane, so each look counts it again. For the older panes it takes the first possible way:
 *
 * <ol>
 * <li>It extends the statistics of the last look by the panes that came since. Valid while the panes behind them are
 * unchanged and every bet started in a pane that is still kept.
 * <li>It composes the statistics from stretches of whole groups of panes, and counts again only those with a change.
 * <li>Without a step from the last look, it counts all panes.
 * </ol>
 */
final class DriftTrack {
    /**
     * The change from the last look to this one.
     *
     * @param before the panes of the last look
     * @param changed indices among the panes of this look of those that were replaced
     */
    record Step(WatchedPanes before, List<Integer> changed) {}

    private record Settled(WatchedPanes panes, List<DriftStatistic> statistics) {}

    private final DriftSeries series;
    private final List<PairedRun> runs;
    /** Stretches of whole groups, by their first panes. Filled on demand. */
    private final Map<Pane, List<DriftStatistic.Stretch>> groups = new HashMap<>();

    private @Nullable Settled settled;

    /** @param runs room for the counts of each part of any series; tracks of one thread share it */
    DriftTrack(DriftSeries series, List<PairedRun> runs) {
        this.series = series;
        this.runs = runs;
    }

    DriftSeries series() {
        return series;
    }

    /** The mean of the parts' statistics over all panes. */
    DriftLevel over(WatchedPanes now, Optional<Step> step) {
        int newest = now.size() - 1;
        Settled known = settled;
        List<DriftStatistic> statistics =
                known != null && step.isPresent() && step.get().before() == known.panes()
                        ? after(known, now, step.get().changed())
                        : fromTheStart(now, newest);
        settled = new Settled(now, statistics);
        return series.firstOf(now) > newest
                ? DriftLevel.mean(statistics)
                : DriftLevel.meanAfter(statistics, series.counts(now.at(newest), runs));
    }

    private List<DriftStatistic> fromTheStart(WatchedPanes now, int newest) {
        groups.clear();
        return series.after(series.starts(), now, 0, newest, runs);
    }

    private List<DriftStatistic> after(Settled known, WatchedPanes now, List<Integer> changed) {
        int later = now.laterThan(known.panes());
        int first = series.firstOf(now);
        boolean same = true;
        for (int i : changed) {
            if (i >= first && !series.isSame(known.panes().at(i + later), now.at(i), runs)) {
                groups.remove(now.groupOf(i));
                same = false;
            }
        }
        Optional<List<DriftStatistic>> rest =
                same ? without(known.statistics(), later + first - series.firstOf(known.panes())) : Optional.empty();
        return rest.map(statistics ->
                        series.after(statistics, now, known.panes().size() - 1 - later, now.size() - 1, runs))
                .orElseGet(() -> groupByGroup(now));
    }

    private static Optional<List<DriftStatistic>> without(List<DriftStatistic> statistics, int dropped) {
        var rest = new ArrayList<DriftStatistic>(statistics.size());
        for (DriftStatistic statistic : statistics) {
            Optional<DriftStatistic> without = statistic.withoutFirst(dropped);
            if (without.isEmpty()) {
                return Optional.empty();
            }
            rest.add(without.get());
        }
        return Optional.of(rest);
    }

    private List<DriftStatistic> groupByGroup(WatchedPanes now) {
        groups.keySet().removeIf(group -> group.compareTo(now.start(0)) < 0);
        int newest = now.size() - 1;
        var whole = new ArrayList<List<DriftStatistic.Stretch>>(now.size() / now.perGroup());
        int from = 0;
        for (; from + now.perGroup() <= newest; from += now.perGroup()) {
            int start = from;
            whole.add(groups.computeIfAbsent(
                    now.groupOf(start), group -> series.stretch(now, start, start + now.perGroup(), runs)));
        }
        return series.over(whole, now, from, newest, runs);
    }
}
