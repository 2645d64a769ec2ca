package io.penumbra.verdict;

import io.penumbra.counts.AuditedPair;
import io.penumbra.counts.Classes;
import io.penumbra.counts.ModelCounts;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Shares;
import io.penumbra.statistics.AuditCounts;
import io.penumbra.statistics.Confusion;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.PairedTable;
import io.penumbra.statistics.Proportion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What a candidate must not worsen: the error rate, or the false positive or false negative rate of one class.
 *
 * @param ofClass the name of the class; empty for the error rate
 * @param isOnly whether no other class is asked for; then the names below do without it
 */
public record Rate(GuardedMetric metric, Optional<String> ofClass, boolean isOnly) {
    public static final Rate ERROR = new Rate(GuardedMetric.ERROR, Optional.empty(), true);

    public Rate {
        if (ofClass.isPresent() != metric.isOfClass()) {
            throw new IllegalArgumentException("the class of the " + metric.words() + " is " + ofClass.orElse("missing")
                    + ", expected " + (metric.isOfClass() ? "one class" : "none"));
        }
    }

    /** The rate of the only class that is asked for. */
    public static Rate of(GuardedMetric metric, String ofClass) {
        return new Rate(metric, Optional.of(ofClass), true);
    }

    /** These metrics of the guarded classes, by metric and then by class, in the order of tables. */
    public static List<Rate> guarded(Collection<GuardedMetric> metrics, Classes classes) {
        return of(metrics, classes, classes.guarded());
    }

    /** These metrics of the guarded classes and of the positive one, likewise. */
    public static List<Rate> compared(Collection<GuardedMetric> metrics, Classes classes) {
        return of(metrics, classes, classes.compared());
    }

    private static List<Rate> of(Collection<GuardedMetric> metrics, Classes classes, List<Integer> ofThese) {
        var rates = new ArrayList<Rate>();
        for (GuardedMetric metric : metrics) {
            if (metric.isOfClass()) {
                ofThese.forEach(y ->
                        rates.add(new Rate(metric, Optional.of(classes.names().get(y)), ofThese.size() == 1)));
            } else {
                rates.add(ERROR);
            }
        }
        return List.copyOf(rates);
    }

    /** Its name in settings, for example {@code false_positive_rate} or {@code false_positive_rate[brown]}. */
    public String text() {
        return metric.text() + named("[%s]");
    }

    /** Its name in a sentence, for example {@code false positive rate} or {@code false positive rate for brown}. */
    public String words() {
        return metric.words() + named(" for %s");
    }

    /** Its name in a table, for example {@code FPR} or {@code FPR brown}. */
    public String shortName() {
        return metric.shortName() + named(" %s");
    }

    private String named(String format) {
        return isOnly ? "" : ofClass.map(format::formatted).orElse("");
    }

    private int index(Classes classes) {
        int y = classes.indexOf(ofClass.orElseThrow());
        if (y < 0) {
            throw new IllegalArgumentException(
                    "class '" + ofClass.orElseThrow() + "' is not one of the classes " + classes.names());
        }
        return y;
    }

    /**
     * On this rate's images: how often the candidate does worse than, better than and as well as the baseline, by modal
     * classes.
     */
    PairedCounts outcomes(PairCounts pair) {
        if (metric == GuardedMetric.ERROR) {
            return pair.table().outcomes();
        }
        int y = index(pair.baseline().classes());
        long ofClass = pair.baseline().support(y);
        return metric == GuardedMetric.FALSE_POSITIVE_RATE
                ? PairedCounts.among(
                        pair.labelled() - ofClass, pair.falsePositivesGained(y), pair.falsePositivesLost(y))
                : PairedCounts.among(ofClass, pair.regressions(y), pair.fixes(y));
    }

    /** What is known of this rate on all audited images. */
    AuditCounts audit(AuditedPair pair, Shares shares) {
        return switch (metric) {
            case ERROR -> pair.error();
            case FALSE_POSITIVE_RATE -> pair.falsePositives(index(pair.classes()), shares);
            case FALSE_NEGATIVE_RATE -> pair.falseNegatives(index(pair.classes()), shares);
        };
    }

    /** The references of each class that all models may say. The error rate needs none. */
    List<References> references(AuditedPair pair) {
        if (metric == GuardedMetric.ERROR) {
            return List.of();
        }
        int y = index(pair.classes());
        boolean isOfClass = metric == GuardedMetric.FALSE_NEGATIVE_RATE;
        var references = new ArrayList<References>(pair.classes().size());
        for (int said = 0; said < pair.classes().size(); said++) {
            long ofClass = pair.references(said, y);
            long all = pair.references(said);
            references.add(new References(
                    pair.classes().names().get(said),
                    (said == y) == isOfClass,
                    isOfClass ? ofClass : all - ofClass,
                    all));
        }
        return references;
    }

    /** Both models by modal class, right or wrong, on this rate's images. Empty if the counts do not hold that table. */
    public Optional<PairedTable> paired(PairCounts pair) {
        return switch (metric) {
            case ERROR -> Optional.of(pair.table());
            case FALSE_POSITIVE_RATE ->
                pair.falsePositives(index(pair.baseline().classes()));
            case FALSE_NEGATIVE_RATE ->
                Optional.of(pair.falseNegatives(index(pair.baseline().classes())));
        };
    }

    /** The rate of one model, as the mean over its members. */
    public Proportion of(ModelCounts model) {
        Confusion confusion = model.confusion();
        return switch (metric) {
            case ERROR -> confusion.errors();
            case FALSE_POSITIVE_RATE -> confusion.falsePositives(index(model.classes()));
            case FALSE_NEGATIVE_RATE -> confusion.falseNegatives(index(model.classes()));
        };
    }

    /** As {@link #words()}. */
    @Override
    public String toString() {
        return words();
    }
}
