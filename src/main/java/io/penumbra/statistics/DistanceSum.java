package io.penumbra.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Builds a {@link DistanceHistogram}. For one thread. */
public final class DistanceSum {
    /**
     * First by bin of the taxicab distance, null where unused, because populations have few such bins. Then by bin of
     * the distance of probabilities, four counts each.
     */
    private final long[] @Nullable [] counts = new long[DistanceBins.COUNT][];

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
        for (int place = 0; place < histogram.ranks.length; place++) {
            int rank = histogram.ranks[place];
            DistanceHistogram.add(histogram.counts, place, row(rank), rank % DistanceBins.COUNT);
        }
    }

    private long[] row(int rank) {
        int taxicab = rank / DistanceBins.COUNT;
        long[] row = counts[taxicab];
        if (row == null) {
            row = new long[DistanceHistogram.COUNTS * DistanceBins.COUNT];
            counts[taxicab] = row;
        }
        return row;
    }

    private static int at(int rank) {
        return DistanceHistogram.COUNTS * (rank % DistanceBins.COUNT);
    }

    /** The histogram of all images added so far. */
    public DistanceHistogram histogram() {
        int[] ranks = new int[64];
        long[] sums = new long[DistanceHistogram.COUNTS * ranks.length];
        int size = 0;
        for (int rank = 0; rank < DistanceHistogram.RANKS; rank++) {
            long[] row = counts[rank / DistanceBins.COUNT];
            if (row == null) {
                rank += DistanceBins.COUNT - 1;
            } else if (row[at(rank)] > 0) {
                if (size == ranks.length) {
                    ranks = Arrays.copyOf(ranks, 2 * size);
                    sums = Arrays.copyOf(sums, 2 * sums.length);
                }
                ranks[size] = rank;
                System.arraycopy(row, at(rank), sums, DistanceHistogram.COUNTS * size, DistanceHistogram.COUNTS);
                size++;
            }
        }
        return DistanceHistogram.of(Arrays.copyOf(ranks, size), Arrays.copyOf(sums, DistanceHistogram.COUNTS * size));
    }
}
