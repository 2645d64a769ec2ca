package io.penumbra.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tests whether compression changes the recall of one class by more than it changes the accuracy on all images.
 *
 * <p>Each trained model is one observation: its recall on the class − its accuracy on all images. {@link Welch}'s test
 * compares the observations of the two populations.
 *
 * <p>Source: S. Hooker, A. Courville, G. Clark, Y. Dauphin and A. Frome, What do compressed deep neural networks
 * forget?, arXiv 1911.05248.
 *
 * @param baseline mean recall of the baseline's members, 0 to 1
 * @param candidate mean recall of the candidate's members, 0 to 1
 * @param shifted the test of the observations, candidate − baseline
 */
public record ClassRecall(double baseline, double candidate, Welch shifted) {
    /** With fewer members a population's spread is not known. */
    public static final int LEAST_MEMBERS = 3;

    /**
     * The results of one population.
     *
     * @param recalls for each member, its recall on the class
     * @param accuracies for each member, its accuracy on all images
     */
    @SuppressWarnings("ArrayRecordComponent") // made for one call
    public record Population(double[] recalls, double[] accuracies) {
        public Population {
            if (recalls.length != accuracies.length) {
                throw new IllegalArgumentException("a population has " + recalls.length + " recalls and "
                        + accuracies.length + " accuracies, expected one of each per member");
            }
        }

        double[] shifted() {
            return IntStream.range(0, recalls.length)
                    .mapToDouble(k -> recalls[k] - accuracies[k])
                    .toArray();
        }

        double meanRecall() {
            return Arrays.stream(recalls).average().orElseThrow();
        }
    }

    /**
     * The test for one class; no value if a population has fewer than {@value #LEAST_MEMBERS} members, or no member
     * differs.
     */
    public static Optional<ClassRecall> test(Population baseline, Population candidate) {
        if (baseline.recalls.length < LEAST_MEMBERS || candidate.recalls.length < LEAST_MEMBERS) {
            return Optional.empty();
        }
        return Welch.test(candidate.shifted(), baseline.shifted())
                .map(shifted -> new ClassRecall(baseline.meanRecall(), candidate.meanRecall(), shifted));
    }
}
