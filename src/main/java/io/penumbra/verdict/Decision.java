package io.penumbra.verdict;

import java.util.Locale;

public enum Decision {
    /** The candidate harms no guarded subgroup beyond the margin. It may ship. */
    PASS,
    /** The candidate harms at least one guarded subgroup beyond the margin. */
    FAIL,
    /** The evidence does not suffice for either yet. */
    INCONCLUSIVE;

    /** For example {@code pass}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
