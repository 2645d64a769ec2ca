package io.penumbra.event;

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
        require("baselineVersion", baselineVersion);
        require("candidateVersion", candidateVersion);
    }

    private static void require(String name, String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is missing");
        }
    }
}
