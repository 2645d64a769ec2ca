package io.penumbra.drift;

import io.penumbra.counts.Pane;
import io.penumbra.counts.PaneSums;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The panes of one look, in order and without a gap. */
final class WatchedPanes {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);
    static final int PANES_PER_HOUR = (int) HOUR.dividedBy(Pane.LENGTH);

    private final Pane first;
    private final List<PaneSums> panes;

    private WatchedPanes(Pane first, List<PaneSums> panes) {
        this.first = first;
        this.panes = panes;
    }

    /** The panes from the first whole hour of the last 24 hours to the newest pane. */
    static WatchedPanes of(SortedMap<Pane, PaneSums> kept, Pane newest) {
        long oldest = newest.minus(DAY.dividedBy(Pane.LENGTH) - 1).startMs();
        var first = new Pane(-Math.floorDiv(-oldest, HOUR.toMillis()) * HOUR.toMillis());
        var panes = new ArrayList<PaneSums>();
        for (Pane pane = first; pane.compareTo(newest) <= 0; pane = pane.minus(-1)) {
            panes.add(kept.getOrDefault(pane, PaneSums.EMPTY));
        }
        return new WatchedPanes(first, panes);
    }

    Pane first() {
        return first;
    }

    int size() {
        return panes.size();
    }

    PaneSums at(int i) {
        return panes.get(i);
    }

    /** The first pane of the hour in which pane {@code i} lies. */
    Pane hourOf(int i) {
        return first.minus(-(i - i % PANES_PER_HOUR));
    }

    /** The index of a pane; 0 if it lies before these, their size if it lies behind. */
    int indexOf(Pane pane) {
        return (int) Math.max(0, Math.min(size(), (pane.startMs() - first.startMs()) / Pane.LENGTH.toMillis()));
    }

    /** How many panes later these begin than {@code others}. */
    int laterThan(WatchedPanes others) {
        return Math.toIntExact((first.startMs() - others.first.startMs()) / Pane.LENGTH.toMillis());
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
