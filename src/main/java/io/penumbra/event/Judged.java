package io.penumbra.event;

import io.penumbra.verdict.Decision;
import java.util.stream.Stream;

/**
 * What the gate says, and of which versions. If one of the three changes, the verdict has changed.
 *
 * @param verdict {@code pass}, {@code fail} or {@code inconclusive}
 * @param baselineVersion digest of the baseline version
 * @param candidateVersion digest of the candidate version
 */
record Judged(String verdict, String baselineVersion, String candidateVersion) {
    Judged {
        require("verdict", verdict);
        if (Decision.named(verdict).isEmpty()) {
            throw new IllegalArgumentException("verdict is '" + verdict + "', expected one of "
                    + Stream.of(Decision.values()).map(Decision::text).toList());
        }
        require("baselineVersion", baselineVersion);
        require("candidateVersion", candidateVersion);
    }

    Decision decision() {
        return Decision.named(verdict).orElseThrow();
    }

    private static void require(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
    }
}
