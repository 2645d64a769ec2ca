package io.penumbra.metrics;

import io.penumbra.tally.PairCounts;
import io.penumbra.tally.Snapshot;
import io.penumbra.tally.SubgroupCounts;
import io.penumbra.tally.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A subgroup in a window, by name. */
record Place(String subgroup, String window, SubgroupCounts counts) {
    /** All places, by subgroup and then by window. */
    static List<Place> all(Snapshot snapshot) {
        var places = new ArrayList<Place>();
        for (Window window : Window.ALL) {
            snapshot.window(window)
                    .forEach((subgroup, counts) -> places.add(new Place(subgroup.name(), window.name(), counts)));
        }
        places.sort(Comparator.comparing(Place::subgroup).thenComparing(Place::window));
        return places;
    }

    /** What a candidate and the baseline have here, if they have. */
    Optional<PairCounts> pair(String candidate) {
        return Optional.ofNullable(counts.candidates().get(candidate));
    }

    /** Values of the labels subgroup and window. */
    String[] labels() {
        return new String[] {subgroup, window};
    }

    /** Of model, subgroup and window. */
    String[] labels(String model) {
        return new String[] {model, subgroup, window};
    }

    /** Of model, subgroup, window and class. */
    String[] labels(String model, String className) {
        return new String[] {model, subgroup, window, className};
    }
}
