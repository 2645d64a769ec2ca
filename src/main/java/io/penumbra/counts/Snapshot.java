package io.penumbra.counts;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All sums of cells at one moment, and the versions that are current in them. A pure function of the cells.
 *
 * <ol>
 * <li>The current baseline is the accepted baseline version that scored last.
 * <li>The current version of a candidate is the accepted one that scored beside this baseline last, within the longest
 * window.
 * </ol>
 */
public final class Snapshot {
    private final @Nullable Pane newest;
    private final @Nullable Baseline baseline;
    private final SortedMap<String, ModelVersion> candidates;
    private final Map<Window, Map<CellKey, Cell>> sums;
    private final SortedMap<Pane, PaneSums> panes;
    private final SortedMap<Pane, PaneSums> hours;
    private final Map<Window, SortedMap<Subgroup, SubgroupCounts>> windows = new ConcurrentHashMap<>();

    /**
     * @param lineups when each lineup was seen
     * @param sums the sums of each window, per subgroup and lineup
     * @param accepted the versions that may be current
     */
    Snapshot(
            @Nullable Pane newest,
            Map<Lineup, Seen> lineups,
            Map<Window, Map<CellKey, Cell>> sums,
            SortedMap<Pane, PaneSums> panes,
            SortedMap<Pane, PaneSums> hours,
            Accepted accepted) {
        this.newest = newest;
        this.baseline = baseline(lineups, accepted);
        this.candidates = Collections.unmodifiableSortedMap(candidates(lineups, accepted, baseline, newest));
        this.sums = sums;
        this.panes = Collections.unmodifiableSortedMap(panes);
        this.hours = Collections.unmodifiableSortedMap(hours);
    }

    /** Makes the snapshot of these cells, each with its key. */
    public static Snapshot of(Collection<Map.Entry<TallyKey, Cell>> cells) {
        return of(cells, new HourSeries());
    }

    /** Makes the snapshot of these cells, each with its key, and of these hours. */
    public static Snapshot of(Collection<Map.Entry<TallyKey, Cell>> cells, HourSeries hours) {
        Map<TallyKey, Cell> byKey =
                cells.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b));
        return new WindowSums(WindowSums.Cells.of(byKey)).snapshot(Accepted.ANY, hours);
    }

    private static @Nullable Baseline baseline(Map<Lineup, Seen> lineups, Accepted accepted) {
        var baselines = new HashMap<Baseline, Seen>();
        lineups.forEach((lineup, seen) -> {
            Baseline of = Baseline.of(lineup);
            if (accepted.isBaseline(of)) {
                baselines.merge(of, seen, Seen::plus);
            }
        });
        return latest(baselines);
    }

    private static SortedMap<String, ModelVersion> candidates(
            Map<Lineup, Seen> lineups, Accepted accepted, @Nullable Baseline baseline, @Nullable Pane newest) {
        var candidates = new HashMap<String, Map<ModelVersion, Seen>>();
        lineups.forEach((lineup, seen) -> {
            if (Baseline.of(lineup).equals(baseline)) {
                lineup.candidates().stream()
                        .filter(accepted::isCandidate)
                        .forEach(candidate -> candidates
                                .computeIfAbsent(candidate.name(), name -> new HashMap<>())
                                .merge(candidate, seen, Seen::plus));
            }
        });
        var current = new TreeMap<String, ModelVersion>();
        candidates.forEach((name, versions) -> {
            ModelVersion version = latest(versions);
            Seen seen = version == null ? null : versions.get(version);
            if (version != null && seen != null && newest != null && Window.DAY.holds(Pane.at(seen.lastMs()), newest)) {
                current.put(name, version);
            }
        });
        return current;
    }

    private static <V> @Nullable V latest(Map<V, Seen> versions) {
        return versions.entrySet().stream()
                .max(Map.Entry.<V, Seen>comparingByValue(Seen.LATEST)
                        .thenComparing(e -> e.getKey().toString()))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** The newest pane of the stream, with which every window ends; empty before the first image. */
    public Optional<Pane> newest() {
        return Optional.ofNullable(newest);
    }

    /** The baseline version that scored last, with its classes; empty before the first image. */
    public Optional<Baseline> baseline() {
        return Optional.ofNullable(baseline);
    }

    /** The current version of each candidate, by name. */
    public SortedMap<String, ModelVersion> candidates() {
        return candidates;
    }

    /** The retained panes that have an image. */
    public SortedMap<Pane, PaneSums> panes() {
        return panes;
    }

    /**
     * The kept hours that have an image, each by its first pane, with the sums of all images and of each value of one
     * attribute.
     */
    public SortedMap<Pane, PaneSums> hours() {
        return hours;
    }

    /**
     * The counts of each subgroup that has an image in the window: the leaves, their marginals and {@code all}, in the
     * order of tables.
     */
    public SortedMap<Subgroup, SubgroupCounts> window(Window window) {
        return windows.computeIfAbsent(window, this::counts);
    }

    private SortedMap<Subgroup, SubgroupCounts> counts(Window window) {
        var subgroups = new TreeMap<Subgroup, SubgroupCounts>();
        sums.getOrDefault(window, Map.of()).forEach((key, cell) -> {
            if (Baseline.of(cell.lineup()).equals(baseline)) {
                subgroups.merge(key.leaf(), counts(cell), SubgroupCounts::plus);
            }
        });
        return Collections.unmodifiableSortedMap(subgroups);
    }

    private SubgroupCounts counts(Cell cell) {
        List<ModelVersion> lineup = cell.lineup().candidates();
        ModelCounts baseline = cell.baseline();
        var pairs = new TreeMap<String, PairCounts>();
        for (int i = 0; i < lineup.size(); i++) {
            if (lineup.get(i).equals(candidates.get(lineup.get(i).name()))) {
                pairs.put(lineup.get(i).name(), cell.pair(i, baseline));
            }
        }
        return new SubgroupCounts(baseline, pairs);
    }
}
