package io.penumbra.verdict;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What evidence is made of. */
public enum Basis {
    /** The mean of both kinds of evidence. */
    BOTH,
    /** Labels that were not chosen: they are a sample. */
    SAMPLE,
    /** All scored images. Where the models agree no label is needed; a flip without a label counts as the worse. */
    AUDIT;

    /** All names. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(Basis::text).toList();
    }

    /** For example {@code sample}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
