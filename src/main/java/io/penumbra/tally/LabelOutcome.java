package io.penumbra.tally;

import java.util.Locale;

/** What became of a record of {@code labels}. */
public enum LabelOutcome {
    /** Its image counts with this label. */
    JOINED,
    /** It replaced an earlier label. Or a later label replaced it before the image came. */
    CORRECTED,
    /** It repeats the label that counts already. */
    REPEATED,
    /** It withdrew earlier labels. */
    WITHDRAWN,
    /**
     * It came outside the wait, before or after its image, or no image has its id.
     *
     * <ol>
     * <li>If the image is still on disk, the label counts as expired at once.
     * <li>Otherwise it waits like a label that came before its image, and counts as expired when that wait ends.
     * <li>A withdrawal does not wait: without an image and a label to withdraw it counts as expired at once.
     * </ol>
     */
    EXPIRED,
    /** Its image is forgotten. */
    FORGOTTEN,
    /** It went to the dead-letter topic. */
    MALFORMED;

    /** The name in metrics. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
