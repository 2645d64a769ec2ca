package io.penumbra.verdict;

import io.penumbra.counts.AuditedPair;
import io.penumbra.counts.ModelCounts;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Shares;
import io.penumbra.statistics.AuditCounts;
import io.penumbra.statistics.Confusion;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.PairedTable;
import io.penumbra.statistics.Proportion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** A rate that a candidate must not worsen by more than the margin. */
public enum GuardedMetric {
    /** Wrong predictions among all labelled images. */
    ERROR("error", 0.01),
    /** Predictions of the positive class among the labelled images of other classes. */
    FALSE_POSITIVE_RATE("FPR", 0.01),
    /** Predictions of another class among the labelled images of the positive class. */
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

    /**
     * On this rate's images: how often the candidate does worse than, better than and as well as the baseline, by modal
     * classes.
     */
    PairedCounts outcomes(PairCounts pair) {
        int positive = pair.baseline().classes().positive();
        long positives = pair.baseline().support(positive);
        return switch (this) {
            case ERROR -> pair.table().outcomes();
            case FALSE_POSITIVE_RATE ->
                PairedCounts.among(
                        pair.labelled() - positives,
                        pair.falsePositivesGained(positive),
                        pair.falsePositivesLost(positive));
            case FALSE_NEGATIVE_RATE -> PairedCounts.among(positives, pair.regressions(positive), pair.fixes(positive));
        };
    }

    /** What is known of this rate on all audited images. */
    AuditCounts audit(AuditedPair pair, Shares shares) {
        int positive = pair.classes().positive();
        return switch (this) {
            case ERROR -> pair.error();
            case FALSE_POSITIVE_RATE -> pair.falsePositives(positive, shares);
            case FALSE_NEGATIVE_RATE -> pair.falseNegatives(positive, shares);
        };
    }

    /** The references of each class that all models may say. The error rate needs none. */
    List<References> references(AuditedPair pair) {
        if (this == ERROR) {
            return List.of();
        }
        int positive = pair.classes().positive();
        return IntStream.range(0, pair.classes().size())
                .mapToObj(said -> {
                    long ofClass = pair.references(said, positive);
                    long all = pair.references(said);
                    boolean isOfClass = this == FALSE_NEGATIVE_RATE;
                    return new References(
                            pair.classes().names().get(said),
                            (said == positive) == isOfClass,
                            isOfClass ? ofClass : all - ofClass,
                            all);
                })
                .toList();
    }

    /**
     * Both models by modal class, right or wrong, on this rate's images. Empty if the counts do not hold that table.
     */
    public Optional<PairedTable> paired(PairCounts pair) {
        return switch (this) {
            case ERROR -> Optional.of(pair.table());
            case FALSE_POSITIVE_RATE ->
                pair.falsePositives(pair.baseline().classes().positive());
            case FALSE_NEGATIVE_RATE ->
                Optional.of(pair.falseNegatives(pair.baseline().classes().positive()));
        };
    }

    /** The rate of one model, as the mean over its members. */
    public Proportion rate(ModelCounts model) {
        Confusion confusion = model.confusion();
        int positive = model.classes().positive();
        return switch (this) {
            case ERROR -> confusion.errors();
            case FALSE_POSITIVE_RATE -> confusion.falsePositives(positive);
            case FALSE_NEGATIVE_RATE -> confusion.falseNegatives(positive);
        };
    }
}
