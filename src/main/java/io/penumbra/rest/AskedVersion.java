package io.penumbra.rest;

import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Snapshot;
import java.util.Optional;

/**
 * The versions that a question to the gate is about.
 *
 * @param candidate digest of the candidate version; empty for the current one
 * @param baseline digest of the baseline version; empty for the current one
 */
record AskedVersion(Optional<String> candidate, Optional<String> baseline) {
    AskedVersion {
        candidate.filter(String::isBlank).ifPresent(blank -> {
            throw NoAnswer.badRequest("version is blank, expected the digest of a version of the candidate");
        });
        baseline.filter(String::isBlank).ifPresent(blank -> {
            throw NoAnswer.badRequest("baseline is blank, expected the digest of a version of the baseline");
        });
    }

    /** Why there is no image of these versions, in a sentence; empty if they are the current ones. */
    Optional<String> missing(Snapshot snapshot, String name) {
        Optional<String> current =
                Optional.ofNullable(snapshot.candidates().get(name)).map(ModelVersion::digest);
        Optional<String> beside = snapshot.baseline().map(each -> each.version().digest());
        if (!isAsked(candidate, current)) {
            return Optional.of("no image of version " + candidate.orElseThrow() + " of " + name
                    + " counts here; the current one is " + current.orElse("not known yet"));
        }
        if (!isAsked(baseline, beside)) {
            return Optional.of("no image of " + name + " beside baseline version " + baseline.orElseThrow()
                    + " counts here; the current one is " + beside.orElse("not known yet"));
        }
        return Optional.empty();
    }

    private static boolean isAsked(Optional<String> asked, Optional<String> current) {
        return asked.isEmpty() || asked.equals(current);
    }
}
