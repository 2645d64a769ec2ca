package io.penumbra.report;

import io.penumbra.counts.ModelCounts;
import io.penumbra.counts.PairCounts;
import io.penumbra.statistics.PairedTable;
import io.penumbra.statistics.Proportion;
import java.util.Optional;

/** A rate of wrong answers, of which more is harm. False positives and negatives are those of the positive class. */
enum Metric {
    ERROR("error", "error") {
        @Override
        Proportion of(ModelCounts model) {
            return model.confusion().errors();
        }

        @Override
        Optional<PairedTable> paired(PairCounts pair) {
            return Optional.of(pair.table());
        }
    },
    FALSE_POSITIVES("false-positive-rate", "FPR") {
        @Override
        Proportion of(ModelCounts model) {
            return model.confusion().falsePositives(model.classes().positive());
        }

        @Override
        Optional<PairedTable> paired(PairCounts pair) {
            return pair.falsePositives();
        }
    },
    FALSE_NEGATIVES("false-negative-rate", "FNR") {
        @Override
        Proportion of(ModelCounts model) {
            return model.confusion().falseNegatives(model.classes().positive());
        }

        @Override
        Optional<PairedTable> paired(PairCounts pair) {
            return Optional.of(pair.falseNegatives());
        }
    };

    private final String id;
    private final String shortName;

    Metric(String id, String shortName) {
        this.id = id;
        this.shortName = shortName;
    }

    /** The mean rate over the members of a model. */
    abstract Proportion of(ModelCounts model);

    /** The modal classes of both models on the images of the denominator; empty where the counts do not hold that table. */
    abstract Optional<PairedTable> paired(PairCounts pair);

    /** For files, such as {@code false-positive-rate}. */
    String id() {
        return id;
    }

    /** For people, such as {@code FPR}. */
    String shortName() {
        return shortName;
    }

    /** In words, such as {@code false positive rate}. */
    String words() {
        return id.replace('-', ' ');
    }
}
