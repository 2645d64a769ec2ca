package io.penumbra.counts;

import io.penumbra.statistics.ClassCounts;
import io.penumbra.statistics.ConfidenceHistogram;
import io.penumbra.statistics.Confusion;
import io.penumbra.statistics.Proportion;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one model version: additive and immutable. Votes are integers: a population of K members casts K votes
 * for an image, so a share of images is votes ÷ K.
 */
public final class ModelCounts {
    private final ModelVersion version;
    private final Classes classes;
    private final long scored;
    private final long uncertain;
    private final long[] voted;
    private final long[] support;
    private final long[] confused;
    private final ConfidenceHistogram confidences;
    /** Made when it is first asked for. Two threads may make the same. */
    private @Nullable Confusion confusion;

    /**
     * @param scored number of images, labelled or not
     * @param uncertain those of which the model is uncertain
     * @param voted votes per class on all images
     * @param support labelled images per true class
     * @param confused votes per class on the labelled images of a true class, true class by true class
     * @param confidences on the labelled images
     */
    ModelCounts(
            ModelVersion version,
            Classes classes,
            long scored,
            long uncertain,
            long[] voted,
            long[] support,
            long[] confused,
            ConfidenceHistogram confidences) {
        this.version = version;
        this.classes = classes;
        this.scored = scored;
        this.uncertain = uncertain;
        this.voted = voted;
        this.support = support;
        this.confused = confused;
        this.confidences = confidences;
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
                uncertain + other.uncertain,
                Counts.plus(voted, other.voted),
                Counts.plus(support, other.support),
                Counts.plus(confused, other.confused),
                confidences.plus(other.confidences));
    }

    /** The baseline's counts without the images on which a candidate failed. */
    ModelCounts without(Failures failed) {
        return new ModelCounts(
                version,
                classes,
                scored - failed.images(),
                uncertain - failed.uncertain(),
                Counts.minus(voted, failed.of(Failures.At.VOTED)),
                Counts.minus(support, failed.of(Failures.At.SUPPORT)),
                Counts.minus(confused, failed.confused()),
                confidences.minus(failed.confidences()));
    }

    /** The counts of a candidate that failed on some images: it has no votes there, so only the images are fewer. */
    ModelCounts onlyOver(Failures failed) {
        return new ModelCounts(
                version,
                classes,
                scored - failed.images(),
                uncertain,
                voted,
                Counts.minus(support, failed.of(Failures.At.SUPPORT)),
                confused,
                confidences);
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

    /** Images, labelled or not, of which the model is uncertain: no class has a mean probability of 0.9. */
    public Proportion uncertain() {
        return new Proportion(uncertain, scored);
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

    /** Votes for a class on the labelled images of true class y: members × support(y) over all classes. */
    public long confused(int y, int said) {
        return confused[classes.size() * y + said];
    }

    /** The results on labelled images as one-vs-rest counts of every class. */
    public Confusion confusion() {
        Confusion made = confusion;
        if (made == null) {
            made = makeConfusion();
            confusion = made;
        }
        return made;
    }

    private Confusion makeConfusion() {
        var counts = new ClassCounts[support.length];
        for (int y = 0; y < counts.length; y++) {
            long predicted = 0;
            for (int truth = 0; truth < counts.length; truth++) {
                predicted += confused(truth, y);
            }
            counts[y] = new ClassCounts(support[y], confused(y, y), predicted);
        }
        return new Confusion(version.members(), List.of(counts));
    }

    /** The confidences on the labelled images. */
    public ConfidenceHistogram confidences() {
        return confidences;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ModelCounts m
                && version.equals(m.version)
                && classes.equals(m.classes)
                && scored == m.scored
                && uncertain == m.uncertain
                && Arrays.equals(voted, m.voted)
                && Arrays.equals(support, m.support)
                && Arrays.equals(confused, m.confused)
                && confidences.equals(m.confidences);
    }

    @Override
    public int hashCode() {
        return 31 * version.hashCode() + Arrays.hashCode(confused);
    }

    @Override
    public String toString() {
        return version.name() + "[scored=" + scored + ", voted=" + Arrays.toString(voted) + ", support="
                + Arrays.toString(support) + ", confused=" + Arrays.toString(confused) + ", uncertain=" + uncertain
                + ", " + confidences + "]";
    }
}
