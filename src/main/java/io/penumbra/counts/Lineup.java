package io.penumbra.counts;

import java.util.HashSet;
import java.util.List;

/** The model versions that scored an image together, in the order of the score, and the classes they tell apart. */
public record Lineup(Classes classes, ModelVersion baseline, List<ModelVersion> candidates) {
    public Lineup {
        candidates = List.copyOf(candidates);
        var names = new HashSet<String>();
        names.add(baseline.name());
        for (ModelVersion candidate : candidates) {
            if (!names.add(candidate.name())) {
                throw new IllegalArgumentException("model " + candidate.name() + " stands twice in one score");
            }
        }
    }

    /** Each candidate with the baseline: what exemplars and paired counts belong to. */
    public List<Lineup> pairs() {
        return candidates.stream()
                .map(candidate -> new Lineup(classes, baseline, List.of(candidate)))
                .toList();
    }

    /** Refuses counts of another lineup than this one: they are never mixed. */
    void checkSame(Lineup other) {
        if (this != other && !equals(other)) {
            throw new IllegalArgumentException("counts of " + this + " and of " + other + " are never mixed");
        }
    }
}
