package io.penumbra.statistics;

import io.penumbra.statistics.ConfidenceHistogram.Outcome;

/** Sums the confidences of several models, for a {@link ConfidenceHistogram} of each. For one thread. */
public final class ConfidenceSum {
    private static final int OUTCOMES = Outcome.values().length;

    /** A row of bins for each model and outcome. */
    private final SparseSum sum;

    public ConfidenceSum(int models) {
        sum = new SparseSum(OUTCOMES * models, ConfidenceBins.COUNT, ConfidenceHistogram.COUNTS);
    }

    /**
     * Adds a model's labelled images of one kind, or takes them back.
     *
     * @param millionths the confidence of each
     * @param images how many; negative to take them back
     */
    public void add(int model, Outcome outcome, int millionths, int images) {
        long[] row = row(model, outcome);
        int at = at(millionths);
        row[at] += images;
        row[at + 1] += (long) images * millionths;
    }

    /** Whether probabilities can give the counts at a confidence. */
    public boolean isPlausibleAt(int model, Outcome outcome, int millionths) {
        long[] row = row(model, outcome);
        int at = at(millionths);
        return ConfidenceBins.canHold(ConfidenceBins.of(millionths), row[at], row[at + 1]);
    }

    private long[] row(int model, Outcome outcome) {
        return sum.row(OUTCOMES * model + outcome.ordinal());
    }

    private static int at(int millionths) {
        return ConfidenceHistogram.COUNTS * ConfidenceBins.of(millionths);
    }

    public void add(SparseCounts more) {
        sum.add(more);
    }

    /** The counts of all models so far, one after the other, each of {@link ConfidenceHistogram#PLACES} places. */
    public SparseCounts counts() {
        return sum.counts();
    }
}
