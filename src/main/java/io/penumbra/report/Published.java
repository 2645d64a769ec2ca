package io.penumbra.report;

import io.penumbra.counts.Subgroup;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Rate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The figures that the study published for CelebA, ResNet-18 and the label "blond".
 *
 * <p>Source: S. Hooker, N. Moorosi, G. Clark, S. Bengio and E. Denton, Characterising bias in compressed models, arXiv
 * 2010.03058.
 */
final class Published {
    /** The only share of pruned weights for which the study has figures by subgroup. */
    private static final double PRUNING = 0.95;

    static final double BASELINE_ACCURACY = 0.9476;
    static final double PRUNED_ACCURACY = 0.9339;
    /** Accuracies on the 1 % of images that the models label least consistently. */
    static final double BASELINE_ACCURACY_ON_EXEMPLARS = 0.5535;

    static final double PRUNED_ACCURACY_ON_EXEMPLARS = 0.4343;

    private static final Map<Subgroup, Double> FALSE_POSITIVE_CHANGE =
            Map.of(Subgroup.ALL, 12.72, new Subgroup("sex=female"), 6.32, new Subgroup("sex=male"), 49.54);

    static final List<Holding> HOLDINGS = List.of(
            new Holding("train", "not_blond", "female", 71_629),
            new Holding("train", "not_blond", "male", 66_874),
            new Holding("train", "blond", "female", 22_880),
            new Holding("train", "blond", "male", 1_387),
            new Holding("valid", "not_blond", "female", 8_535),
            new Holding("valid", "not_blond", "male", 8_276),
            new Holding("valid", "blond", "female", 2_874),
            new Holding("valid", "blond", "male", 182),
            new Holding("test", "not_blond", "female", 9_767),
            new Holding("test", "not_blond", "male", 7_535),
            new Holding("test", "blond", "female", 2_480),
            new Holding("test", "blond", "male", 180));

    private Published() {}

    /** Whether a model is pruned to the level with published figures, and not compressed in another way. */
    static boolean isPruned95(StudiedModel model) {
        return model.prunedOnly().filter(share -> share == PRUNING).isPresent();
    }

    /** The published relative change of a rate, in percent; empty if there is none. */
    static OptionalDouble relativePercent(Rate rate, Subgroup subgroup, StudiedModel candidate) {
        return rate.metric() == GuardedMetric.FALSE_POSITIVE_RATE && rate.isOnly() && isPruned95(candidate)
                ? falsePositivesPercent(subgroup)
                : OptionalDouble.empty();
    }

    /** The published relative change of the false positive rate at 95 % pruning, in percent. */
    static OptionalDouble falsePositivesPercent(Subgroup subgroup) {
        Double percent = FALSE_POSITIVE_CHANGE.get(subgroup);
        return percent == null ? OptionalDouble.empty() : OptionalDouble.of(percent);
    }

    static Optional<Holding> holding(Holding like) {
        return HOLDINGS.stream()
                .filter(holding -> holding.split().equals(like.split())
                        && holding.label().equals(like.label())
                        && holding.sex().equals(like.sex()))
                .findFirst();
    }
}
