package io.penumbra.drift;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can drift. */
public enum DriftKind {
    /** The share of images on which the modal classes of candidate and baseline differ rises. Needs no label. */
    DISAGREEMENT,
    /** The candidate's error rises compared with the baseline's, by modal classes. */
    HARM,
    /** The baseline's error rises, by modal classes. */
    ERROR,
    /** The subgroup's share of all images rises or falls. Needs no model. */
    SUBGROUP_SHARE,
    /** The share of a model's votes for a class rises or falls. Needs no label. */
    PREDICTED_CLASS_SHARE;

    /** The kinds that are watched for the baseline, or else for a candidate. */
    public static List<DriftKind> of(boolean baseline) {
        return baseline
                ? List.of(SUBGROUP_SHARE, ERROR, PREDICTED_CLASS_SHARE)
                : List.of(DISAGREEMENT, HARM, PREDICTED_CLASS_SHARE);
    }

    /** Whether it needs labels. */
    boolean needsLabels() {
        return this == HARM || this == ERROR;
    }

    /** The kind with this text. */
    public static Optional<DriftKind> of(String text) {
        return Stream.of(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    /** Its name in metrics and answers, for example {@code subgroup_share}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name in a sentence, for example {@code subgroup share}. */
    String words() {
        return text().replace('_', ' ');
    }
}
