package io.penumbra.verdict;

import java.util.Locale;

/** What a verdict comes to. */
public enum Decision {
    /** The candidate harms no guarded subgroup beyond the margin: it may ship. */
    PASS,
    /** It harms at least one. */
    FAIL,
    /** There is not enough evidence for either, yet. */
    INCONCLUSIVE;

    /** As in {@code pass}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
