package io.penumbra.drift;

import java.util.Locale;

/** Where a figure goes. */
public enum Direction {
    RISE,
    FALL;

    /** Its name in metrics and answers, for example {@code rise}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the figure did: {@code rose}. */
    String past() {
        return this == RISE ? "rose" : "fell";
    }
}
