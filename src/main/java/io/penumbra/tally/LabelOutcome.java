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
    /**
     * No image of its name came within the wait, before or after it. Where the tally still knows that there was one and when, it says so at
     * once; where it has forgotten the image, the label waits as one that came before its image, and this is said when that wait ends.
     * A record that takes labels back does not wait: where there is neither an image nor a label of its name, this is said at once.
     */
    EXPIRED,
    /** It went to the dead-letter topic. */
    MALFORMED;

    /** As in metrics. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
