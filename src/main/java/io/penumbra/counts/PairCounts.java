package io.penumbra.counts;

import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.statistics.PairedTable;
import java.util.Arrays;
import java.util.Optional;

/**
 * The counts of a baseline version and a candidate version on the same images: additive and immutable. Paired counts
 * compare modal classes.
 */
public final class PairCounts {
    private final ModelCounts baseline;
    private final ModelCounts candidate;
    private final long failures;
    private final long flips;
    private final long[] baselineWrong;
    private final long[] regressions;
    private final long[] fixes;
    private final long[] positivesGained;
    private final long[] positivesLost;
    private final DistanceHistogram distances;

    PairCounts(
            ModelCounts baseline,
            ModelCounts candidate,
            long failures,
            long flips,
            long[] baselineWrong,
            long[] regressions,
            long[] fixes,
            long[] positivesGained,
            long[] positivesLost,
            DistanceHistogram distances) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.failures = failures;
        this.flips = flips;
        this.baselineWrong = baselineWrong;
        this.regressions = regressions;
        this.fixes = fixes;
        this.positivesGained = positivesGained;
        this.positivesLost = positivesLost;
        this.distances = distances;
    }

    /** The sum with the counts of the same pair on other images. */
    public PairCounts plus(PairCounts other) {
        return new PairCounts(
                baseline.plus(other.baseline),
                candidate.plus(other.candidate),
                failures + other.failures,
                flips + other.flips,
                Counts.plus(baselineWrong, other.baselineWrong),
                Counts.plus(regressions, other.regressions),
                Counts.plus(fixes, other.fixes),
                Counts.plus(positivesGained, other.positivesGained),
                Counts.plus(positivesLost, other.positivesLost),
                distances.plus(other.distances));
    }

    public ModelCounts baseline() {
        return baseline;
    }

    public ModelCounts candidate() {
        return candidate;
    }

    /** Number of images that the baseline scored and on which the candidate gave no prediction. */
    public long failures() {
        return failures;
    }

    /** Number of images that both scored. */
    public long scored() {
        return baseline.scored();
    }

    /** Number of labelled images that both scored. */
    public long labelled() {
        return baseline.labelled();
    }

    /** Images for which the modal classes differ; needs no label. */
    public long flips() {
        return flips;
    }

    /** The 2×2 table of the two modal classes, right or wrong, on the labelled images. */
    public PairedTable table() {
        return PairedTable.of(labelled(), Counts.sum(baselineWrong), regressions(), fixes());
    }

    /**
     * The 2×2 table of false positives on the labelled images of the other classes. Wrong is a modal class that is the
     * positive one. Empty with more than two classes, because the counts do not hold it.
     */
    public Optional<PairedTable> falsePositives() {
        Classes classes = baseline.classes();
        if (classes.size() != 2) {
            return Optional.empty();
        }
        int negative = 1 - classes.positive();
        return Optional.of(PairedTable.of(
                baseline.support(negative), baselineWrong[negative], falsePositivesGained(), falsePositivesLost()));
    }

    /**
     * The 2×2 table of false negatives on the labelled images of the positive class. Wrong is a modal class that is
     * another one.
     */
    public PairedTable falseNegatives() {
        int positive = baseline.classes().positive();
        return PairedTable.of(
                baseline.support(positive), baselineWrong[positive], regressions[positive], fixes[positive]);
    }

    /** Labelled images for which the baseline is right and the candidate is wrong. */
    public long regressions() {
        return Counts.sum(regressions);
    }

    /** Regressions among the images of true class y. */
    public long regressions(int y) {
        return regressions[y];
    }

    /** Labelled images for which the baseline is wrong and the candidate is right. */
    public long fixes() {
        return Counts.sum(fixes);
    }

    /** Fixes among the images of true class y. */
    public long fixes(int y) {
        return fixes[y];
    }

    /** Labelled images of the other classes for which only the candidate predicts the positive class. */
    public long falsePositivesGained() {
        return Counts.sum(positivesGained) - positivesGained[baseline.classes().positive()];
    }

    /** Labelled images of the other classes for which only the baseline predicts the positive class. */
    public long falsePositivesLost() {
        return Counts.sum(positivesLost) - positivesLost[baseline.classes().positive()];
    }

    /** The histogram of the images by the distance between candidate and baseline. */
    public DistanceHistogram distances() {
        return distances;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof PairCounts p
                && baseline.equals(p.baseline)
                && candidate.equals(p.candidate)
                && failures == p.failures
                && flips == p.flips
                && Arrays.equals(baselineWrong, p.baselineWrong)
                && Arrays.equals(regressions, p.regressions)
                && Arrays.equals(fixes, p.fixes)
                && Arrays.equals(positivesGained, p.positivesGained)
                && Arrays.equals(positivesLost, p.positivesLost)
                && distances.equals(p.distances);
    }

    @Override
    public int hashCode() {
        return 31 * candidate.hashCode() + Long.hashCode(flips);
    }

    @Override
    public String toString() {
        return "PairCounts[" + baseline + ", " + candidate + ", failures=" + failures + ", flips=" + flips
                + ", regressions=" + Arrays.toString(regressions) + ", fixes=" + Arrays.toString(fixes) + "]";
    }
}
