package io.penumbra.counts;

import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.statistics.PairedTable;
import java.util.Arrays;
import java.util.Optional;

/** What is counted of a baseline version and a candidate version on the same images: additive, immutable. Paired counts compare modal classes. */
public final class PairCounts {
    private final ModelCounts baseline;
    private final ModelCounts candidate;
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
            long flips,
            long[] baselineWrong,
            long[] regressions,
            long[] fixes,
            long[] positivesGained,
            long[] positivesLost,
            DistanceHistogram distances) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.flips = flips;
        this.baselineWrong = baselineWrong;
        this.regressions = regressions;
        this.fixes = fixes;
        this.positivesGained = positivesGained;
        this.positivesLost = positivesLost;
        this.distances = distances;
    }

    /** The sum of the counts of one pair of versions on two sets of images. */
    public PairCounts plus(PairCounts other) {
        return new PairCounts(
                baseline.plus(other.baseline),
                candidate.plus(other.candidate),
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

    /** Images scored by both. */
    public long scored() {
        return baseline.scored();
    }

    /** Images scored by both whose label is known. */
    public long labelled() {
        return baseline.labelled();
    }

    /** Images on which the modal classes differ; no label needed. */
    public long flips() {
        return flips;
    }

    /** The 2×2 table of both modal classes, right or wrong, on the labelled images. */
    public PairedTable table() {
        return PairedTable.of(labelled(), Counts.sum(baselineWrong), regressions(), fixes());
    }

    /**
     * The 2×2 table of both modal classes on the labelled images whose true class is not the positive one, where wrong is to take them for
     * it. Only with two classes do the counts hold it.
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

    /** The 2×2 table of both modal classes on the labelled images of the positive class, where wrong is to take them for another. */
    public PairedTable falseNegatives() {
        int positive = baseline.classes().positive();
        return PairedTable.of(
                baseline.support(positive), baselineWrong[positive], regressions[positive], fixes[positive]);
    }

    /** Labelled images that the baseline has right and the candidate wrong. */
    public long regressions() {
        return Counts.sum(regressions);
    }

    /** The regressions among images of true class y. */
    public long regressions(int y) {
        return regressions[y];
    }

    /** Labelled images that the baseline has wrong and the candidate right. */
    public long fixes() {
        return Counts.sum(fixes);
    }

    /** The fixes among images of true class y. */
    public long fixes(int y) {
        return fixes[y];
    }

    /** Labelled images whose true class is not the positive one and that only the candidate takes for it. */
    public long falsePositivesGained() {
        return Counts.sum(positivesGained) - positivesGained[baseline.classes().positive()];
    }

    /** Labelled images whose true class is not the positive one and that only the baseline takes for it. */
    public long falsePositivesLost() {
        return Counts.sum(positivesLost) - positivesLost[baseline.classes().positive()];
    }

    /** The images by how far the candidate lies from the baseline on them. */
    public DistanceHistogram distances() {
        return distances;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof PairCounts p
                && baseline.equals(p.baseline)
                && candidate.equals(p.candidate)
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
        return "PairCounts[" + baseline + ", " + candidate + ", flips=" + flips + ", regressions="
                + Arrays.toString(regressions) + ", fixes=" + Arrays.toString(fixes) + "]";
    }
}
