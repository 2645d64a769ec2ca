package io.penumbra.rest;

import io.penumbra.counts.Snapshot;
import io.penumbra.model.OpenModels;
import java.util.Optional;
import java.util.SortedSet;

/** The candidate that a request names. */
final class Candidates {
    private Candidates() {}

    /** @param whenMissing how to ask, if the name is missing */
    static String asked(Optional<String> asked, Snapshot snapshot, OpenModels open, String whenMissing) {
        SortedSet<String> known = open.candidates(snapshot.candidates().keySet());
        String candidate = asked.filter(name -> !name.isBlank())
                .orElseThrow(() -> NoAnswer.badRequest(whenMissing + "; the candidates are " + known));
        if (!known.contains(candidate)) {
            throw NoAnswer.unknown("candidate", candidate, known);
        }
        return candidate;
    }
}
