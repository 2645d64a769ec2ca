package io.penumbra.statistics;

/** Builds a {@link DistanceHistogram}. For one thread. */
public final class DistanceSum {
    /**
     * A row for each bin of the taxicab distance, because populations have few such distances. In it a place for each
     * bin of the distance of probabilities.
     */
    private final SparseSum sum = new SparseSum(DistanceBins.COUNT, DistanceBins.COUNT, DistanceHistogram.COUNTS);

    /**
     * Adds images of one kind, or takes them back.
     *
     * @param rank from {@link DistanceHistogram#rank}
     * @param images how many; negative to take them back
     * @param labelled whether their label is known; if not, none counts as correct
     */
    public void add(int rank, int images, boolean labelled, boolean baselineCorrect, boolean candidateCorrect) {
        long[] row = row(rank);
        int at = at(rank);
        row[at] += images;
        if (labelled) {
            row[at + 1] += images;
            row[at + 2] += baselineCorrect ? images : 0;
            row[at + 3] += candidateCorrect ? images : 0;
        }
    }

    /** Whether images can give the counts of a rank. */
    public boolean isPlausibleAt(int rank) {
        long[] row = row(rank);
        int at = at(rank);
        return row[at] >= row[at + 1]
                && row[at + 1] >= Math.max(row[at + 2], row[at + 3])
                && Math.min(row[at + 2], row[at + 3]) >= 0;
    }

    /** Adds all images of a histogram. */
    public void add(DistanceHistogram histogram) {
        sum.add(histogram.counts());
    }

    private long[] row(int rank) {
        return sum.row(rank / DistanceBins.COUNT);
    }

    private static int at(int rank) {
        return DistanceHistogram.COUNTS * (rank % DistanceBins.COUNT);
    }

    /** The histogram of all images added so far. */
    public DistanceHistogram histogram() {
        return DistanceHistogram.of(sum.counts());
    }
}
