package io.penumbra.counts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The sums of every window and subgroup, updated as cells change. To read all cells of a day at each question would
 * cost more, the more cells there are. Used by one thread at a time.
 *
 * <ol>
 * <li>The sums depend on the cells alone, not on their order.
 * <li>When cells are forgotten, the newest pane and the times at which lineups were seen stay.
 * <li>A pane's cell does not count if the cell since the versions' start already holds it.
 * </ol>
 */
public final class WindowSums {
    public interface Cells {
        @Nullable
        Cell get(TallyKey key);

        void forEach(BiConsumer<TallyKey, Cell> each);

        /** Cells that are read from a map at each call. */
        static Cells of(Map<TallyKey, Cell> map) {
            return new Cells() {
                @Override
                public @Nullable Cell get(TallyKey key) {
                    return map.get(key);
                }

                @Override
                public void forEach(BiConsumer<TallyKey, Cell> each) {
                    map.forEach(each);
                }
            };
        }
    }

    /** The cells of one pane that count, and their sums. */
    private static final class Held {
        final Set<TallyKey> cells = new HashSet<>();
        final PaneSums.Sum sum = new PaneSums.Sum();
    }

    private final Cells cells;
    private final NavigableMap<Pane, Held> panes = new TreeMap<>();
    /** The sums of each window, by subgroup and lineup. */
    private final Map<Window, Map<CellKey, Cell>> windows = new HashMap<>();
    /** The newest pane that each cell since the versions' start holds. */
    private final Map<TallyKey, Pane> through = new HashMap<>();

    private final Map<Lineup, Seen> lineups = new HashMap<>();
    private @Nullable Pane newest;

    /** Sums these cells. */
    public WindowSums(Cells cells) {
        this.cells = cells;
        cells.forEach((key, cell) -> advance(cell)); // first, so that no cell is added to a window that then moves on
        cells.forEach((key, cell) -> change(key, null, cell));
    }

    /** Replaces the cell of a key; null stands for no cell. The cells must already show the change. */
    public void change(TallyKey key, @Nullable Cell before, @Nullable Cell after) {
        if (after != null) {
            advance(after);
        }
        Optional<Pane> pane = key.cell().pane();
        if (pane.isEmpty()) {
            hold(key, after);
            replace(key, before, after);
        } else {
            Pane held = through.get(new TallyKey(key.task(), key.cell().sinceStart()));
            if (held == null || pane.get().compareTo(held) > 0) {
                replace(key, before, after);
            }
        }
    }

    /** Moves the windows so that they end with the newest pane. */
    private void advance(Cell cell) {
        Pane pane = Pane.at(cell.lastMs());
        Pane before = newest;
        if (before != null && pane.compareTo(before) <= 0) {
            return;
        }
        newest = pane;
        if (before != null) {
            panes.forEach((old, held) -> Window.ALL.stream()
                    .filter(window -> window.holds(old, before) && !window.holds(old, pane))
                    .forEach(window -> held.cells.forEach(key -> add(window, key.cell(), cells.get(key), null))));
        }
    }

    /** Excludes the panes that a cell since the versions' start now holds. */
    private void hold(TallyKey key, @Nullable Cell sinceStart) {
        if (sinceStart == null || sinceStart.throughMs().isEmpty()) {
            through.remove(key);
            return;
        }
        Pane last = new Pane(sinceStart.throughMs().getAsLong());
        if (last.equals(through.put(key, last))) {
            return;
        }
        Map.copyOf(panes.headMap(last, true)).forEach((pane, held) -> {
            var same = new TallyKey(
                    key.task(), CellKey.of(pane, key.cell().leaf(), key.cell().lineup()));
            if (held.cells.contains(same)) {
                replace(same, cells.get(same), null);
            }
        });
    }

    private void replace(TallyKey key, @Nullable Cell before, @Nullable Cell after) {
        see(before, after);
        key.cell().pane().ifPresent(pane -> {
            Held held = panes.computeIfAbsent(pane, absent -> new Held());
            held.sum.replace(key.cell().leaf(), before, after);
            if (after == null) {
                held.cells.remove(key);
            } else {
                held.cells.add(key);
            }
            if (held.cells.isEmpty()) {
                panes.remove(pane);
            }
        });
        for (Window window : Window.ALL) {
            if (isIn(window, key.cell().pane())) {
                add(window, key.cell(), before, after);
            }
        }
    }

    private boolean isIn(Window window, Optional<Pane> pane) {
        return window.equals(Window.VERSION) || pane.isPresent() && newest != null && window.holds(pane.get(), newest);
    }

    private void add(Window window, CellKey key, @Nullable Cell less, @Nullable Cell more) {
        Map<CellKey, Cell> sums = windows.computeIfAbsent(window, absent -> new HashMap<>());
        for (Subgroup subgroup : key.leaf().marginals()) {
            sums.compute(new CellKey(Optional.empty(), subgroup, key.lineup()), (same, sum) -> {
                Cell rest = sum == null || less == null ? sum : sum.minus(less);
                Cell all = rest == null ? more : more == null ? rest : rest.plus(more);
                return all == null || all.scored() == 0 ? null : all;
            });
        }
    }

    private void see(@Nullable Cell before, @Nullable Cell after) {
        if (before != null) {
            lineups.computeIfPresent(before.lineup(), (lineup, seen) -> seen.less());
        }
        if (after != null) {
            lineups.merge(after.lineup(), Seen.of(after), Seen::plus);
        }
    }

    /** The present sums, with any version as the current one. */
    public Snapshot snapshot() {
        return snapshot(Accepted.ANY, new HourSeries());
    }

    /** The present sums and hours. One of the accepted versions of each model is the current one. */
    public Snapshot snapshot(Accepted accepted, HourSeries hours) {
        var sums = new HashMap<Window, Map<CellKey, Cell>>();
        windows.forEach((window, cells) -> sums.put(window, Map.copyOf(cells)));
        var series = new TreeMap<Pane, PaneSums>();
        panes.forEach((pane, held) -> series.put(pane, held.sum.sums()));
        return new Snapshot(newest, Map.copyOf(lineups), sums, series, hours.sums(), accepted);
    }
}
