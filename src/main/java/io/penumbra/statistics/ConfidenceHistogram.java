package io.penumbra.statistics;

import org.jspecify.annotations.Nullable;

/**
 * Additive counts of a model's labelled images by its confidence, the mean probability of its modal class, and by what
 * became of them. Immutable.
 */
public final class ConfidenceHistogram {
    /** What became of a labelled image. */
    public enum Outcome {
        /** The model is right, and so is the baseline. */
        RIGHT,
        /** The model is wrong, and so is the baseline. */
        WRONG,
        /** The candidate is wrong and the baseline right. */
        REGRESSION,
        /** The candidate is right and the baseline wrong. */
        FIX;

        /** Of the baseline itself it is {@link #RIGHT} or {@link #WRONG}. */
        public static Outcome of(boolean baselineRight, boolean right) {
            return right ? baselineRight ? RIGHT : FIX : baselineRight ? REGRESSION : WRONG;
        }

        boolean isRight() {
            return this == RIGHT || this == FIX;
        }
    }

    /** Number of places of a model: a row of bins for each outcome. */
    public static final int PLACES = Outcome.values().length * ConfidenceBins.COUNT;

    /** Number of counts per place: images, and the sum of their confidences in millionths. */
    public static final int COUNTS = 2;

    public static final ConfidenceHistogram EMPTY = of(SparseCounts.none(COUNTS), 0);

    private final SparseCounts row;
    private final int from;
    private final int to;
    /** This model's part of the row. Made when it is first asked for, by far fewer subgroups than have a histogram. */
    private @Nullable SparseCounts counts;

    private ConfidenceHistogram(SparseCounts row, int from, int to) {
        this.row = row;
        this.from = from;
        this.to = to;
    }

    /** The counts of one model, of {@value #PLACES} places. */
    public static ConfidenceHistogram of(SparseCounts counts) {
        return new ConfidenceHistogram(counts, 0, PLACES);
    }

    /** The counts of a model among those that a {@link ConfidenceSum} made. */
    public static ConfidenceHistogram of(SparseCounts counts, int model) {
        return new ConfidenceHistogram(counts, PLACES * model, PLACES * (model + 1));
    }

    /** The counts of both sets of images. */
    public ConfidenceHistogram plus(ConfidenceHistogram other) {
        return of(counts().plus(other.counts()));
    }

    /**
     * The counts of the images that are not in a part of them.
     *
     * @throws IllegalArgumentException if {@code part} is not a part of these images
     */
    public ConfidenceHistogram minus(ConfidenceHistogram part) {
        return of(counts().minus(part.counts()));
    }

    public SparseCounts counts() {
        SparseCounts made = counts;
        if (made == null) {
            made = row.slice(from, to);
            counts = made;
        }
        return made;
    }

    /** Whether probabilities can give these sums. */
    public boolean isPlausible() {
        SparseCounts counts = counts();
        for (int i = 0; i < counts.places.length; i++) {
            if (!ConfidenceBins.canHold(
                    counts.places[i] % ConfidenceBins.COUNT,
                    counts.counts[COUNTS * i],
                    counts.counts[COUNTS * i + 1])) {
                return false;
            }
        }
        return true;
    }

    /** The images of an outcome. */
    public long images(Outcome outcome) {
        return sum(outcome, 0, 0);
    }

    /** The images of an outcome in a bin and those above it. */
    public long images(Outcome outcome, int fromBin) {
        return sum(outcome, fromBin, 0);
    }

    /** The sum of the confidences of an outcome's images, in millionths. */
    public long millionths(Outcome outcome) {
        return sum(outcome, 0, 1);
    }

    private long sum(Outcome outcome, int fromBin, int which) {
        SparseCounts counts = counts();
        int end = ConfidenceBins.COUNT * (outcome.ordinal() + 1);
        long sum = 0;
        for (int i = 0; i < counts.places.length && counts.places[i] < end; i++) {
            sum += counts.places[i] >= end - ConfidenceBins.COUNT + fromBin ? counts.counts[COUNTS * i + which] : 0;
        }
        return sum;
    }

    /** The model's calibration on all of these images. */
    public Calibration calibration() {
        return Calibration.of(counts());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ConfidenceHistogram h && counts().equals(h.counts());
    }

    @Override
    public int hashCode() {
        return counts().hashCode();
    }

    @Override
    public String toString() {
        return "ConfidenceHistogram" + counts();
    }
}
