package io.penumbra.counts;

import io.penumbra.statistics.Confidence;
import io.penumbra.statistics.ConfidenceHistogram;
import io.penumbra.statistics.ConfidenceHistogram.Outcome;
import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.statistics.PairedTable;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The counts of a baseline version and a candidate version on the same images: additive and immutable. Paired counts
 * compare modal classes.
 */
public final class PairCounts {
    private final ModelCounts baseline;
    private final ModelCounts candidate;
    private final long failures;
    private final long flips;
    private final long sureRegressions;
    private final long sureFixes;
    private final long[] baselineWrong;
    private final long[] baselineClaims;
    private final long[] regressions;
    private final long[] fixes;
    private final long[] falseGains;
    private final long[] falseLosses;
    private final DistanceHistogram distances;
    private final AuditedPair audited;

    PairCounts(
            ModelCounts baseline,
            ModelCounts candidate,
            long failures,
            long flips,
            long sureRegressions,
            long sureFixes,
            long[] baselineWrong,
            long[] baselineClaims,
            long[] regressions,
            long[] fixes,
            long[] falseGains,
            long[] falseLosses,
            DistanceHistogram distances,
            AuditedPair audited) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.failures = failures;
        this.flips = flips;
        this.sureRegressions = sureRegressions;
        this.sureFixes = sureFixes;
        this.baselineWrong = baselineWrong;
        this.baselineClaims = baselineClaims;
        this.regressions = regressions;
        this.fixes = fixes;
        this.falseGains = falseGains;
        this.falseLosses = falseLosses;
        this.distances = distances;
        this.audited = audited;
    }

    /** The sum with the counts of the same pair on other images. */
    public PairCounts plus(PairCounts other) {
        return new PairCounts(
                baseline.plus(other.baseline),
                candidate.plus(other.candidate),
                failures + other.failures,
                flips + other.flips,
                sureRegressions + other.sureRegressions,
                sureFixes + other.sureFixes,
                Counts.plus(baselineWrong, other.baselineWrong),
                Counts.plus(baselineClaims, other.baselineClaims),
                Counts.plus(regressions, other.regressions),
                Counts.plus(fixes, other.fixes),
                Counts.plus(falseGains, other.falseGains),
                Counts.plus(falseLosses, other.falseLosses),
                distances.plus(other.distances),
                audited.plus(other.audited));
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
     * The 2×2 table of false positives on the labelled images of the other classes. Wrong is the modal class y. With
     * more than two classes it is empty for one that is not compared, see {@link Classes#compared()}.
     */
    public Optional<PairedTable> falsePositives(int y) {
        int c = baseline.classes().compared().indexOf(y);
        if (c >= 0) {
            return Optional.of(
                    PairedTable.of(labelled() - baseline.support(y), baselineClaims[y], falseGains[c], falseLosses[c]));
        }
        if (baseline.classes().size() != 2) {
            return Optional.empty();
        }
        int other = 1 - y;
        return Optional.of(
                PairedTable.of(baseline.support(other), baselineWrong[other], regressions[other], fixes[other]));
    }

    /**
     * The 2×2 table of false negatives on the labelled images of class y. Wrong is a modal class that is another one.
     */
    public PairedTable falseNegatives(int y) {
        return PairedTable.of(baseline.support(y), baselineWrong[y], regressions[y], fixes[y]);
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

    /** How confident the candidate is of the regressions. */
    public Confidence regressionConfidence() {
        return confidence(Outcome.REGRESSION, sureRegressions);
    }

    /** The candidate's calibration error less the baseline's on the same images. Empty without a labelled image. */
    public OptionalDouble calibrationErrorChange() {
        OptionalDouble before = baseline.confidences().calibration().error();
        OptionalDouble after = candidate.confidences().calibration().error();
        return before.isPresent() && after.isPresent()
                ? OptionalDouble.of(after.getAsDouble() - before.getAsDouble())
                : OptionalDouble.empty();
    }

    /** How confident the candidate is of the fixes. */
    public Confidence fixConfidence() {
        return confidence(Outcome.FIX, sureFixes);
    }

    private Confidence confidence(Outcome outcome, long sure) {
        ConfidenceHistogram confidences = candidate.confidences();
        return new Confidence(confidences.images(outcome), confidences.millionths(outcome), sure);
    }

    /**
     * Labelled images of other classes for which only the candidate predicts class y.
     *
     * @param y a compared class, see {@link Classes#compared()}
     */
    public long falsePositivesGained(int y) {
        return falseGains[compared(y)];
    }

    /**
     * Labelled images of other classes for which only the baseline predicts class y.
     *
     * @param y a compared class, see {@link Classes#compared()}
     */
    public long falsePositivesLost(int y) {
        return falseLosses[compared(y)];
    }

    private int compared(int y) {
        int c = baseline.classes().compared().indexOf(y);
        if (c < 0) {
            throw new IllegalArgumentException("class " + y + " is not compared; compared are "
                    + baseline.classes().compared());
        }
        return c;
    }

    /** The same images with the last label of any kind. */
    public AuditedPair audited() {
        return audited;
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
                && sureRegressions == p.sureRegressions
                && sureFixes == p.sureFixes
                && Arrays.equals(baselineWrong, p.baselineWrong)
                && Arrays.equals(baselineClaims, p.baselineClaims)
                && Arrays.equals(regressions, p.regressions)
                && Arrays.equals(fixes, p.fixes)
                && Arrays.equals(falseGains, p.falseGains)
                && Arrays.equals(falseLosses, p.falseLosses)
                && distances.equals(p.distances)
                && audited.equals(p.audited);
    }

    @Override
    public int hashCode() {
        return 31 * candidate.hashCode() + Long.hashCode(flips);
    }

    @Override
    public String toString() {
        return "PairCounts[" + baseline + ", " + candidate + ", failures=" + failures + ", flips=" + flips
                + ", regressions=" + Arrays.toString(regressions) + ", fixes=" + Arrays.toString(fixes) + ", sure="
                + sureRegressions + ", " + sureFixes + "]";
    }
}
