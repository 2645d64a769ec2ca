package io.penumbra.verdict;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

public enum Decision {
    /** The candidate harms no guarded subgroup beyond the margin. It may ship. */
    PASS,
    /** The candidate harms at least one guarded subgroup beyond the margin. */
    FAIL,
    /** The evidence does not suffice for either yet. */
    INCONCLUSIVE;

    /** The decision of this text. */
    public static Optional<Decision> named(String text) {
        return Stream.of(values()).filter(each -> each.text().equals(text)).findFirst();
    }

    /** For example {@code pass}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
