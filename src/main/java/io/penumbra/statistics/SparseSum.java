package io.penumbra.statistics;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds {@link SparseCounts}. Places are in rows of equal length, and only a row with a count takes memory. The first
 * count of a place is 0 where the others are. For one thread.
 */
final class SparseSum {
    private final int columns;
    private final int width;
    private final long[] @Nullable [] rows;

    /**
     * @param columns places of each row
     * @param width counts of each place
     */
    SparseSum(int rows, int columns, int width) {
        this.columns = columns;
        this.width = width;
        this.rows = new long[rows][];
    }

    /** The counts of a row: {@code width} for each of its places. May be changed. */
    long[] row(int row) {
        long[] counts = rows[row];
        if (counts == null) {
            counts = new long[width * columns];
            rows[row] = counts;
        }
        return counts;
    }

    void add(SparseCounts more) {
        for (int i = 0; i < more.places.length; i++) {
            long[] row = row(more.places[i] / columns);
            int at = width * (more.places[i] % columns);
            for (int k = 0; k < width; k++) {
                row[at + k] += more.counts[width * i + k];
            }
        }
    }

    SparseCounts counts() {
        int[] places = new int[64];
        long[] counts = new long[width * places.length];
        int size = 0;
        for (int row = 0; row < rows.length; row++) {
            long[] of = rows[row];
            for (int column = 0; of != null && column < columns; column++) {
                if (of[width * column] > 0) {
                    if (size == places.length) {
                        places = Arrays.copyOf(places, 2 * size);
                        counts = Arrays.copyOf(counts, 2 * counts.length);
                    }
                    places[size] = columns * row + column;
                    System.arraycopy(of, width * column, counts, width * size, width);
                    size++;
                }
            }
        }
        return SparseCounts.of(
                width, columns * rows.length, Arrays.copyOf(places, size), Arrays.copyOf(counts, width * size));
    }
}
