package io.penumbra.verdict;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of rate that a candidate must not worsen by more than the margin. */
public enum GuardedMetric {
    /** Wrong predictions among all labelled images. */
    ERROR("error", 0.01),
    /** Predictions of a guarded class among the labelled images of other classes. */
    FALSE_POSITIVE_RATE("FPR", 0.01),
    /** Predictions of another class among the labelled images of a guarded class. */
    FALSE_NEGATIVE_RATE("FNR", 0.05);

    private final String text = name().toLowerCase(Locale.ROOT);
    private final String shortName;
    private final double defaultMargin;

    GuardedMetric(String shortName, double defaultMargin) {
        this.shortName = shortName;
        this.defaultMargin = defaultMargin;
    }

    /** All names, in the order of tables. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(GuardedMetric::text).toList();
    }

    /** The metric with this {@link #text()}. */
    public static Optional<GuardedMetric> named(String text) {
        return Arrays.stream(values())
                .filter(metric -> metric.text.equals(text))
                .findFirst();
    }

    /** Whether each guarded class has such a rate. */
    public boolean isOfClass() {
        return this != ERROR;
    }

    /** Its name in metrics and answers, for example {@code false_positive_rate}. */
    public String text() {
        return text;
    }

    /** Its name in a sentence, for example {@code false positive rate}. */
    public String words() {
        return text().replace('_', ' ');
    }

    /**
     * The harm that is tolerated where nothing else is said, as a difference of rates. Few images count for a false
     * negative rate, so its margin is wider.
     */
    public double defaultMargin() {
        return defaultMargin;
    }

    /** Its name in a table, for example {@code FPR}. */
    public String shortName() {
        return shortName;
    }
}
