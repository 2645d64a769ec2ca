package io.penumbra.verdict;

import io.penumbra.counts.PairCounts;
import io.penumbra.statistics.Confusion;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.Proportion;
import java.util.Locale;

/** A rate that a candidate must not worsen by more than the margin. */
public enum GuardedMetric {
    /** Wrong predictions among all labelled images. */
    ERROR,
    /** Predictions of the positive class among the labelled images that are not of it. */
    FALSE_POSITIVE_RATE,
    /** Predictions of another class among the labelled images of the positive class. */
    FALSE_NEGATIVE_RATE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** Its name in metrics and answers, for example {@code false_positive_rate}. */
    public String text() {
        return text;
    }

    /** Its name in a sentence, for example {@code false positive rate}. */
    String words() {
        return text().replace('_', ' ');
    }

    /** On the images that this rate is of: how often the candidate did worse, better and the same as the baseline, by modal classes. */
    PairedCounts outcomes(PairCounts pair) {
        int positive = pair.baseline().classes().positive();
        long positives = pair.baseline().support(positive);
        return switch (this) {
            case ERROR -> pair.table().outcomes();
            case FALSE_POSITIVE_RATE ->
                PairedCounts.among(pair.labelled() - positives, pair.falsePositivesGained(), pair.falsePositivesLost());
            case FALSE_NEGATIVE_RATE -> PairedCounts.among(positives, pair.regressions(positive), pair.fixes(positive));
        };
    }

    /** The rate of one model, as the mean over its members, where a class is the positive one. */
    Proportion rate(Confusion model, int positive) {
        return switch (this) {
            case ERROR -> model.errors();
            case FALSE_POSITIVE_RATE -> model.falsePositives(positive);
            case FALSE_NEGATIVE_RATE -> model.falseNegatives(positive);
        };
    }
}
