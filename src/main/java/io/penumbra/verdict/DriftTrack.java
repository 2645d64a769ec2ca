package io.penumbra.verdict;

import io.penumbra.statistics.DriftLevel;
import io.penumbra.statistics.DriftStatistic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A series and, from look to look, the statistics of its parts over all panes but the newest, to which most images come. They go on from
 * the last look as long as no pane of then counts otherwise now and no bet has its wealth from one that is left out since; else all panes
 * are counted anew.
 */
final class DriftTrack {
    /** From one look to the next: which panes of then are other objects now. */
    record Step(WatchedPanes before, List<Integer> changed) {}

    private record Settled(WatchedPanes panes, List<DriftStatistic> statistics) {}

    private final DriftSeries series;
    private @Nullable Settled settled;

    DriftTrack(DriftSeries series) {
        this.series = series;
    }

    DriftSeries series() {
        return series;
    }

    /** What the mean of the parts says over all panes. */
    DriftLevel over(WatchedPanes now, Optional<Step> step) {
        int newest = now.size() - 1;
        List<DriftStatistic> statistics =
                step.flatMap(from -> goOn(from, now)).orElseGet(() -> series.after(series.starts(), now, 0, newest));
        settled = new Settled(now, statistics);
        return series.firstOf(now) > newest
                ? DriftLevel.mean(statistics)
                : DriftLevel.meanAfter(statistics, series.counts(now.at(newest)));
    }

    private Optional<List<DriftStatistic>> goOn(Step step, WatchedPanes now) {
        Settled known = settled;
        if (known == null || known.panes() != step.before()) {
            return Optional.empty();
        }
        WatchedPanes before = step.before();
        int later = now.laterThan(before);
        int first = series.firstOf(now);
        for (int i : step.changed()) {
            if (i >= first && !series.counts(before.at(i + later)).equals(series.counts(now.at(i)))) {
                return Optional.empty();
            }
        }
        int dropped = later + first - series.firstOf(before);
        var rest = new ArrayList<DriftStatistic>(known.statistics().size());
        for (DriftStatistic statistic : known.statistics()) {
            Optional<DriftStatistic> without = statistic.withoutFirst(dropped);
            if (without.isEmpty()) {
                return Optional.empty();
            }
            rest.add(without.get());
        }
        return Optional.of(series.after(rest, now, before.size() - 1 - later, now.size() - 1));
    }
}
