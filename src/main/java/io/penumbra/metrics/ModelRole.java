package io.penumbra.metrics;

import java.util.Locale;

/** The role of a model in a comparison. */
public enum ModelRole {
    BASELINE,
    CANDIDATE;

    /** For example {@code baseline}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
