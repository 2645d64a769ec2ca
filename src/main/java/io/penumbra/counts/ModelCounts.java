package io.penumbra.counts;

import io.penumbra.statistics.ClassCounts;
import io.penumbra.statistics.Confusion;
import java.util.Arrays;
import java.util.List;

/**
 * The counts of one model version: additive and immutable. Votes are integers: a population of K members casts K votes
 * for an image, so a share of images is votes ÷ K.
 */
public final class ModelCounts {
    private final ModelVersion version;
    private final Classes classes;
    private final long scored;
    private final long[] voted;
    private final long[] support;
    private final long[] correct;
    private final long[] predicted;

    /**
     * @param scored number of images, labelled or not
     * @param voted votes per class on all images
     * @param support labelled images per true class
     * @param correct votes for the true class, per true class
     * @param predicted votes per class on labelled images
     */
    ModelCounts(
            ModelVersion version,
            Classes classes,
            long scored,
            long[] voted,
            long[] support,
            long[] correct,
            long[] predicted) {
        this.version = version;
        this.classes = classes;
        this.scored = scored;
        this.voted = voted;
        this.support = support;
        this.correct = correct;
        this.predicted = predicted;
    }

    /** The sum with the counts of the same model version on other images. */
    public ModelCounts plus(ModelCounts other) {
        if (!version.equals(other.version) || !classes.equals(other.classes)) {
            throw new IllegalArgumentException(
                    "counts of " + version + " and of " + other.version + " are never mixed");
        }
        return new ModelCounts(
                version,
                classes,
                scored + other.scored,
                Counts.plus(voted, other.voted),
                Counts.plus(support, other.support),
                Counts.plus(correct, other.correct),
                Counts.plus(predicted, other.predicted));
    }

    /** The baseline's counts without the images on which a candidate failed. */
    ModelCounts without(Failures failed) {
        return new ModelCounts(
                version,
                classes,
                scored - failed.images(),
                Counts.minus(voted, failed.of(Failures.At.VOTED)),
                Counts.minus(support, failed.of(Failures.At.SUPPORT)),
                Counts.minus(correct, failed.of(Failures.At.CORRECT)),
                Counts.minus(predicted, failed.of(Failures.At.PREDICTED)));
    }

    /** The counts of a candidate that failed on some images: it has no votes there, so only the images are fewer. */
    ModelCounts onlyOver(Failures failed) {
        return new ModelCounts(
                version,
                classes,
                scored - failed.images(),
                voted,
                Counts.minus(support, failed.of(Failures.At.SUPPORT)),
                correct,
                predicted);
    }

    public ModelVersion version() {
        return version;
    }

    public Classes classes() {
        return classes;
    }

    /** Number of scored images, labelled or not. */
    public long scored() {
        return scored;
    }

    /** Votes for class y on all images, labelled or not. Over all classes they add up to members × images. */
    public long voted(int y) {
        return voted[y];
    }

    public long labelled() {
        return Counts.sum(support);
    }

    /** Labelled images of true class y. */
    public long support(int y) {
        return support[y];
    }

    /** The results on labelled images as one-vs-rest counts of every class. */
    public Confusion confusion() {
        var counts = new ClassCounts[support.length];
        for (int y = 0; y < counts.length; y++) {
            counts[y] = new ClassCounts(support[y], correct[y], predicted[y]);
        }
        return new Confusion(version.members(), List.of(counts));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ModelCounts m
                && version.equals(m.version)
                && classes.equals(m.classes)
                && scored == m.scored
                && Arrays.equals(voted, m.voted)
                && Arrays.equals(support, m.support)
                && Arrays.equals(correct, m.correct)
                && Arrays.equals(predicted, m.predicted);
    }

    @Override
    public int hashCode() {
        return 31 * version.hashCode() + Arrays.hashCode(correct);
    }

    @Override
    public String toString() {
        return version.name() + "[scored=" + scored + ", voted=" + Arrays.toString(voted) + ", support="
                + Arrays.toString(support) + ", correct=" + Arrays.toString(correct) + ", predicted="
                + Arrays.toString(predicted) + "]";
    }
}
