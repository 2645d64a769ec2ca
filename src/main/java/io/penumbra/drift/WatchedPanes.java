package io.penumbra.drift;

import io.penumbra.counts.Pane;
import io.penumbra.counts.PaneSums;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The panes of one look of a detector, in order and without a gap. */
final class WatchedPanes {
    private final long paneMs;
    private final int perGroup;
    private final Pane first;
    private final List<PaneSums> panes;

    private WatchedPanes(long paneMs, int perGroup, Pane first, List<PaneSums> panes) {
        this.paneMs = paneMs;
        this.perGroup = perGroup;
        this.first = first;
        this.panes = panes;
    }

    /** The panes from the first whole group within the horizon to the one in which the newest pane lies. */
    static WatchedPanes of(SortedMap<Pane, PaneSums> kept, Pane newest, Horizon horizon) {
        long paneMs = horizon.pane().toMillis();
        long groupMs = paneMs * horizon.panesPerGroup();
        long newestMs = Math.floorDiv(newest.startMs(), paneMs) * paneMs;
        long oldestMs = newestMs - horizon.length().toMillis() + paneMs;
        long firstMs = -Math.floorDiv(-oldestMs, groupMs) * groupMs;
        var panes = new ArrayList<PaneSums>();
        for (long ms = firstMs; ms <= newestMs; ms += paneMs) {
            panes.add(kept.getOrDefault(new Pane(ms), PaneSums.EMPTY));
        }
        return new WatchedPanes(paneMs, horizon.panesPerGroup(), new Pane(firstMs), panes);
    }

    int size() {
        return panes.size();
    }

    int perGroup() {
        return perGroup;
    }

    PaneSums at(int i) {
        return panes.get(i);
    }

    /** Where pane {@code i} starts. */
    Pane start(int i) {
        return new Pane(first.startMs() + i * paneMs);
    }

    /** Where the group starts in which pane {@code i} lies. */
    Pane groupOf(int i) {
        return start(i - i % perGroup);
    }

    /** The index of the first pane that starts no earlier than this one; their size if it lies behind. */
    int indexOf(Pane pane) {
        long panesAfter = -Math.floorDiv(first.startMs() - pane.startMs(), paneMs);
        return (int) Math.max(0, Math.min(size(), panesAfter));
    }

    /** How many panes later these begin than {@code others}. */
    int laterThan(WatchedPanes others) {
        return Math.toIntExact((first.startMs() - others.first.startMs()) / paneMs);
    }

    /** Whether these begin and end no earlier than {@code others}. */
    boolean follow(WatchedPanes others) {
        int later = laterThan(others);
        return later >= 0 && later + size() >= others.size();
    }

    /**
     * Indices of the panes that were replaced since {@code before}. The newest pane of {@code before} is not compared.
     */
    List<Integer> changedSince(WatchedPanes before) {
        int later = laterThan(before);
        var changed = new ArrayList<Integer>();
        for (int i = 0; i + later < before.size() - 1; i++) {
            if (panes.get(i) != before.panes.get(i + later)) {
                changed.add(i);
            }
        }
        return changed;
    }
}
