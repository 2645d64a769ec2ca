package io.penumbra.tally;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All cells at one moment, and the versions that are current in them: the baseline version that scored last, and of each candidate that
 * scored beside it within the longest window the version that did so last. Everything here is a pure function of the cells.
 */
public final class Snapshot {
    /** What a candidate is compared with. The same baseline on other classes is another reference. */
    private record Reference(ModelVersion baseline, Classes classes) {
        static Reference of(Cell cell) {
            return new Reference(cell.lineup().baseline(), cell.lineup().classes());
        }
    }

    private final List<Map.Entry<TallyKey, Cell>> cells;
    private final @Nullable Pane newest;
    private final @Nullable Reference reference;
    private final SortedMap<String, ModelVersion> candidates;
    private final Map<Window, SortedMap<Subgroup, SubgroupCounts>> windows = new ConcurrentHashMap<>();

    private Snapshot(
            List<Map.Entry<TallyKey, Cell>> cells,
            @Nullable Pane newest,
            @Nullable Reference reference,
            SortedMap<String, ModelVersion> candidates) {
        this.cells = cells;
        this.newest = newest;
        this.reference = reference;
        this.candidates = Collections.unmodifiableSortedMap(candidates);
    }

    /** The snapshot of these cells. A pane's cell that the cell since the versions' start already holds is left out. */
    public static Snapshot of(Collection<Map.Entry<TallyKey, Cell>> all) {
        var through = new HashMap<TallyKey, Long>();
        for (var entry : all) {
            entry.getValue().throughMs().ifPresent(ms -> through.put(entry.getKey(), ms));
        }
        var cells = new ArrayList<Map.Entry<TallyKey, Cell>>(all.size());
        Pane newest = null;
        for (var entry : all) {
            Optional<Pane> pane = entry.getKey().cell().pane();
            if (pane.isPresent()) {
                Long held = through.get(new TallyKey(
                        entry.getKey().task(), entry.getKey().cell().sinceStart()));
                if (held != null && pane.get().startMs() <= held) {
                    continue;
                }
            }
            cells.add(entry);
            Pane last = Pane.at(entry.getValue().lastMs());
            newest = newest == null || last.compareTo(newest) > 0 ? last : newest;
        }
        return current(cells, newest);
    }

    private static Snapshot current(List<Map.Entry<TallyKey, Cell>> cells, @Nullable Pane newest) {
        var references = new HashMap<Reference, Seen>();
        cells.forEach(e -> references.merge(Reference.of(e.getValue()), Seen.of(e.getValue()), Seen::plus));
        Reference reference = latest(references);
        var candidates = new HashMap<String, Map<ModelVersion, Seen>>();
        for (var entry : cells) {
            if (Reference.of(entry.getValue()).equals(reference)) {
                for (ModelVersion candidate : entry.getValue().lineup().candidates()) {
                    candidates
                            .computeIfAbsent(candidate.name(), name -> new HashMap<>())
                            .merge(candidate, Seen.of(entry.getValue()), Seen::plus);
                }
            }
        }
        var current = new TreeMap<String, ModelVersion>();
        candidates.forEach((name, versions) -> {
            ModelVersion version = latest(versions);
            Seen seen = version == null ? null : versions.get(version);
            if (version != null && seen != null && newest != null && Window.DAY.holds(Pane.at(seen.lastMs()), newest)) {
                current.put(name, version);
            }
        });
        return new Snapshot(cells, newest, reference, current);
    }

    /** When a version was seen. Of two versions seen in the same pane the one that began later is the newer. */
    private record Seen(long firstMs, long lastMs) {
        static final Comparator<Seen> LATEST =
                Comparator.<Seen, Pane>comparing(seen -> Pane.at(seen.lastMs)).thenComparing(Seen::firstMs);

        static Seen of(Cell cell) {
            return new Seen(cell.firstMs(), cell.lastMs());
        }

        Seen plus(Seen other) {
            return new Seen(Math.min(firstMs, other.firstMs), Math.max(lastMs, other.lastMs));
        }
    }

    private static <V> @Nullable V latest(Map<V, Seen> versions) {
        return versions.entrySet().stream()
                .max(Map.Entry.<V, Seen>comparingByValue(Seen.LATEST)
                        .thenComparing(e -> e.getKey().toString()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** The newest pane of the stream, at which every window ends; empty before the first image. */
    public Optional<Pane> newest() {
        return Optional.ofNullable(newest);
    }

    /** The baseline version that scored last; empty before the first image. */
    public Optional<ModelVersion> baseline() {
        return Optional.ofNullable(reference).map(Reference::baseline);
    }

    /** The current version of each candidate, by name. */
    public SortedMap<String, ModelVersion> candidates() {
        return candidates;
    }

    /** What each subgroup that has an image in the window counts: leaves, their marginals and {@code all}, in the order of tables. */
    public SortedMap<Subgroup, SubgroupCounts> window(Window window) {
        return windows.computeIfAbsent(window, this::sum);
    }

    private SortedMap<Subgroup, SubgroupCounts> sum(Window window) {
        var sums = new LinkedHashMap<CellKey, CellSum>();
        for (var entry : cells) {
            Cell cell = entry.getValue();
            CellKey key = entry.getKey().cell();
            if (Reference.of(cell).equals(reference) && isIn(window, key.pane())) {
                sums.computeIfAbsent(key.sinceStart(), leaf -> new CellSum(cell.lineup()))
                        .add(cell);
            }
        }
        var subgroups = new TreeMap<Subgroup, SubgroupCounts>();
        sums.forEach((key, sum) -> {
            SubgroupCounts leaf = counts(sum.cell());
            key.leaf().marginals().forEach(subgroup -> subgroups.merge(subgroup, leaf, SubgroupCounts::plus));
        });
        return Collections.unmodifiableSortedMap(subgroups);
    }

    private boolean isIn(Window window, Optional<Pane> pane) {
        return window.equals(Window.VERSION) || pane.isPresent() && newest != null && window.holds(pane.get(), newest);
    }

    private SubgroupCounts counts(Cell cell) {
        List<ModelVersion> lineup = cell.lineup().candidates();
        var pairs = new TreeMap<String, PairCounts>();
        for (int i = 0; i < lineup.size(); i++) {
            if (lineup.get(i).equals(candidates.get(lineup.get(i).name()))) {
                pairs.put(lineup.get(i).name(), cell.pair(i));
            }
        }
        return new SubgroupCounts(cell.baseline(), pairs);
    }
}
