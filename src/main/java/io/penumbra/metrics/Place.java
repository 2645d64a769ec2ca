package io.penumbra.metrics;

import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.counts.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A subgroup in a window, with their metric labels and counts. */
record Place(Subgroup of, MetricLabel subgroup, MetricLabel window, SubgroupCounts counts) {
    /** All places, window by window; in each, {@code all} comes first. */
    static List<Place> all(Snapshot snapshot, Gauges gauges) {
        var places = new ArrayList<Place>();
        for (Window window : Window.ALL) {
            MetricLabel label = gauges.label("window", window.name());
            snapshot.window(window)
                    .forEach((subgroup, counts) ->
                            places.add(new Place(subgroup, gauges.label("subgroup", subgroup.name()), label, counts)));
        }
        return places;
    }

    boolean isAll() {
        return of.equals(Subgroup.ALL);
    }

    /** The counts of a candidate and the baseline here. Empty if the candidate has none. */
    Optional<PairCounts> pair(String candidate) {
        return Optional.ofNullable(counts.candidates().get(candidate));
    }

    /** Subgroup and window. */
    MetricLabel[] labels() {
        return new MetricLabel[] {subgroup, window};
    }

    /** Model, subgroup and window. */
    MetricLabel[] labels(MetricLabel model) {
        return new MetricLabel[] {model, subgroup, window};
    }

    /** Model, subgroup, window and class. */
    MetricLabel[] labels(MetricLabel model, MetricLabel ofClass) {
        return new MetricLabel[] {model, subgroup, window, ofClass};
    }
}
