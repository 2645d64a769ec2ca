package io.penumbra.verdict;

import java.util.Locale;

/** The answer to a question: does the candidate harm the subgroup in the metric beyond the margin? */
public enum State {
    /** Yes, this is shown. */
    HARMED,
    /** No, this is shown. */
    SAFE,
    /** Nothing is shown yet. */
    OPEN,
    /** The metric is known to count fewer images of the subgroup than the minimum, or none. */
    BELOW_MINIMUM,
    /** The same, and no image of the subgroup has a label. */
    NO_LABELS,
    /** The configuration exempts the question. */
    EXEMPT;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** For example {@code below_minimum}. */
    public String text() {
        return text;
    }

    /** Whether the question has an answer or waits for more evidence. */
    boolean judged() {
        return this == HARMED || this == SAFE || this == OPEN;
    }
}
