package io.penumbra.verdict;

import java.util.Locale;

/** Where the question stands whether a candidate harms a subgroup in a metric beyond the margin. */
public enum State {
    /** It does. */
    HARMED,
    /** It does not. */
    SAFE,
    /** Neither is shown yet. */
    OPEN,
    /** The subgroup has labelled images, and too few to be judged. */
    BELOW_MINIMUM,
    /** No image of the subgroup has a label. */
    NO_LABELS,
    /** The configuration asks for no answer. */
    EXEMPT;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As in {@code below_minimum}. */
    public String text() {
        return text;
    }

    /** Whether there is an answer, or could be one. */
    boolean judged() {
        return this == HARMED || this == SAFE || this == OPEN;
    }
}
