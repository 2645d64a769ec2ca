package io.penumbra.counts;

import java.util.HashSet;
import java.util.List;

/** The model versions that scored an image together, in the order of the score, and their classes. */
public record Lineup(Classes classes, ModelVersion baseline, List<ModelVersion> candidates) {
    public Lineup {
        candidates = List.copyOf(candidates);
        var names = new HashSet<String>();
        names.add(baseline.name());
        for (ModelVersion candidate : candidates) {
            if (!names.add(candidate.name())) {
                throw new IllegalArgumentException("model " + candidate.name() + " is more than once in one lineup");
            }
        }
    }

    /** The pairs: each candidate with the baseline. Exemplars and paired counts belong to a pair. */
    public List<Lineup> pairs() {
        return candidates.stream()
                .map(candidate -> new Lineup(classes, baseline, List.of(candidate)))
                .toList();
    }

    /** Refuses counts of another lineup, because counts of two lineups are never mixed. */
    void checkSame(Lineup other) {
        if (this != other && !equals(other)) {
            throw new IllegalArgumentException("counts of " + this + " and of " + other + " are never mixed");
        }
    }
}
