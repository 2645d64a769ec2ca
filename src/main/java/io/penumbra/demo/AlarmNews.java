package io.penumbra.demo;

import io.penumbra.counts.Subgroup;
import io.penumbra.drift.Drift;
import io.penumbra.drift.DriftKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reports new drift alarms as lines of text. */
final class AlarmNews {
    private record Name(String model, Subgroup subgroup, DriftKind kind) {
        static Name of(Drift drift) {
            return new Name(drift.model(), drift.subgroup(), drift.kind());
        }
    }

    private Set<Name> known = Set.of();

    /** One line for each alarm that was raised since the last call. */
    List<String> news(List<Drift> drifts) {
        var alarmed = new HashSet<Name>();
        var lines = new ArrayList<String>();
        for (Drift drift : drifts) {
            if (drift.alarmed()) {
                alarmed.add(Name.of(drift));
                if (!known.contains(Name.of(drift))) {
                    lines.add("drift alarm: " + drift.kind().text() + " of " + drift.model() + " in "
                            + drift.subgroup()
                            + drift.since().map(pane -> " since " + pane).orElse(""));
                }
            }
        }
        known = alarmed;
        return lines;
    }
}
