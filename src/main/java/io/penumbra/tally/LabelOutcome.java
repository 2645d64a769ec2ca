package io.penumbra.tally;

import java.util.Locale;

/** What became of a record of {@code labels}. */
public enum LabelOutcome {
    /** Its image counts with it. */
    JOINED,
    /** It took the place of an earlier label, or a later one took its own before the image came. */
    CORRECTED,
    /** It says what is counted already. */
    REPEATED,
    /** It took earlier labels back. */
    WITHDRAWN,
    /** No image of its name came within the wait, before or after it. */
    EXPIRED,
    /** It went to the dead-letter topic. */
    MALFORMED;

    /** As in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
