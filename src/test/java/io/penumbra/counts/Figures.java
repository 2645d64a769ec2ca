package io.penumbra.counts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that a snapshot tells, to be compared. */
public record Figures(
        Optional<Pane> newest,
        Optional<Baseline> baseline,
        SortedMap<String, ModelVersion> candidates,
        Map<Window, SortedMap<Subgroup, SubgroupCounts>> windows,
        SortedMap<Pane, Map<Subgroup, List<Object>>> panes) {
    public static Figures of(Snapshot snapshot) {
        var windows = new HashMap<Window, SortedMap<Subgroup, SubgroupCounts>>();
        Window.ALL.forEach(window -> windows.put(window, snapshot.window(window)));
        var panes = new TreeMap<Pane, Map<Subgroup, List<Object>>>();
        snapshot.baseline()
                .ifPresent(baseline -> snapshot.panes()
                        .forEach((pane, sums) -> panes.put(pane, of(sums, baseline, snapshot.candidates()))));
        return new Figures(snapshot.newest(), snapshot.baseline(), snapshot.candidates(), windows, panes);
    }

    private static Map<Subgroup, List<Object>> of(
            PaneSums sums, Baseline baseline, SortedMap<String, ModelVersion> candidates) {
        var figures = new HashMap<Subgroup, List<Object>>();
        for (Subgroup subgroup : sums.subgroups(baseline)) {
            figures.put(
                    subgroup,
                    List.of(
                            sums.scored(subgroup, baseline),
                            sums.voted(subgroup, baseline, 0),
                            sums.voted(subgroup, baseline, 1),
                            candidates.values().stream()
                                    .map(candidate -> List.of(
                                            sums.voted(subgroup, baseline, candidate, 0),
                                            sums.voted(subgroup, baseline, candidate, 1),
                                            sums.disagreement(subgroup, baseline, candidate),
                                            sums.harm(subgroup, baseline, candidate)))
                                    .toList()));
        }
        return figures;
    }
}
