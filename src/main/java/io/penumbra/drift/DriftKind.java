package io.penumbra.drift;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What may drift. */
public enum DriftKind {
    /** The share of images on which the modal classes of candidate and baseline differ rises; needs no label. */
    DISAGREEMENT,
    /** The error of the candidate rises over that of the baseline, by modal classes. */
    HARM,
    /** The share of all images that are the subgroup's rises or falls; needs no model. */
    SUBGROUP_SHARE,
    /** The share of a model's votes for some class rises or falls; needs no label. */
    PREDICTED_CLASS_SHARE;

    /** Those that are watched of a candidate, or of the baseline. */
    public static List<DriftKind> of(boolean baseline) {
        return baseline
                ? List.of(SUBGROUP_SHARE, PREDICTED_CLASS_SHARE)
                : List.of(DISAGREEMENT, HARM, PREDICTED_CLASS_SHARE);
    }

    /** The kind of this text, if there is one. */
    public static Optional<DriftKind> of(String text) {
        return Stream.of(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    /** Its name in metrics and answers, for example {@code subgroup_share}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may drift both ways. */
    boolean isShare() {
        return this == SUBGROUP_SHARE || this == PREDICTED_CLASS_SHARE;
    }

    /** Its name in a sentence, for example {@code subgroup share}. */
    String words() {
        return text().replace('_', ' ');
    }
}
