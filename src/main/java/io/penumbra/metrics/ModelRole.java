package io.penumbra.metrics;

import java.util.Locale;

/** What a model is in a comparison. */
public enum ModelRole {
    BASELINE,
    CANDIDATE;

    /** As in {@code baseline}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
