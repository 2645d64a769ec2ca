package io.penumbra.rest;

import io.penumbra.counts.Snapshot;
import io.penumbra.model.OpenModels;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The candidates that are current in the stream, and those that this instance scores with, which may have no image yet. */
final class Candidates {
    private Candidates() {}

    static SortedSet<String> known(Snapshot snapshot, OpenModels open) {
        var known = new TreeSet<>(snapshot.candidates().keySet());
        open.models().stream().skip(1).forEach(model -> known.add(model.name()));
        return known;
    }

    /** @param whenMissing how to ask, if the name is missing */
    static String asked(Optional<String> asked, SortedSet<String> known, String whenMissing) {
        String candidate = asked.filter(name -> !name.isBlank())
                .orElseThrow(() -> NoAnswer.badRequest(whenMissing + "; the candidates are " + known));
        if (!known.contains(candidate)) {
            throw NoAnswer.unknown("candidate", candidate, known);
        }
        return candidate;
    }
}
