package io.penumbra.statistics;

import java.util.Optional;

/**
 * Additive counts of images by the distance between candidate and baseline. Immutable.
 *
 * <p>Images rank by the bin of the taxicab distance of votes, then by the bin of the distance of mean probabilities.
 */
public final class DistanceHistogram {
    /** Number of possible ranks. */
    public static final int RANKS = DistanceBins.COUNT * DistanceBins.COUNT;

    /** Number of counts per rank: images, labelled, baseline correct, candidate correct. */
    public static final int COUNTS = 4;

    public static final DistanceHistogram EMPTY = new DistanceHistogram(SparseCounts.none(COUNTS));

    private final SparseCounts counts;

    private DistanceHistogram(SparseCounts counts) {
        this.counts = counts;
    }

    /** @param counts by rank: images, and of the labelled ones: labelled, baseline correct, candidate correct */
    public static DistanceHistogram of(SparseCounts counts) {
        return counts.isEmpty() ? EMPTY : new DistanceHistogram(counts);
    }

    /** Whether images can give these counts: no rank has more labelled images than images, or more correct than labelled. */
    public boolean isPlausible() {
        long[] each = counts.counts;
        for (int i = 0; i < each.length; i += COUNTS) {
            if (each[i + 1] > each[i] || each[i + 2] > each[i + 1] || each[i + 3] > each[i + 1]) {
                return false;
            }
        }
        return true;
    }

    /** The rank of an image. The higher it is, the farther the two models lie apart on the image. */
    public static int rank(double taxicab, double ofProbabilities) {
        return DistanceBins.of(taxicab) * DistanceBins.COUNT + DistanceBins.of(ofProbabilities);
    }

    /** For each rank that has an image: images, and of the labelled ones: labelled, baseline correct, candidate correct. */
    public SparseCounts counts() {
        return counts;
    }

    /** The histogram of both sets of images. */
    public DistanceHistogram plus(DistanceHistogram other) {
        return of(counts.plus(other.counts));
    }

    /**
     * The histogram of the images that are not in a part of them.
     *
     * @throws IllegalArgumentException if {@code part} is not a part of this histogram
     */
    public DistanceHistogram minus(DistanceHistogram part) {
        return of(counts.minus(part.counts));
    }

    /** The counts of all images. */
    public DistanceCounts all() {
        return from(0);
    }

    /** The counts of the images at or above a rank, for example the rank of the cut of a larger set. */
    public DistanceCounts from(int rank) {
        long[] sum = new long[COUNTS];
        for (int i = counts.places.length - 1; i >= 0 && counts.places[i] >= rank; i--) {
            for (int k = 0; k < COUNTS; k++) {
                sum[k] += counts.counts[COUNTS * i + k];
            }
        }
        return new DistanceCounts(sum[0], sum[1], sum[2], sum[3]);
    }

    /** The number of images at or above a rank. */
    long imagesFrom(int rank) {
        long images = 0;
        for (int i = counts.places.length - 1; i >= 0 && counts.places[i] >= rank; i--) {
            images += imagesAt(i);
        }
        return images;
    }

    private long imagesAt(int index) {
        return counts.counts[COUNTS * index];
    }

    /**
     * The cut at a percentile: the highest rank that has enough images in it and above. Enough are 100 − {@code
     * percentile} percent, and at least one. The rank is taken whole, so the share above the cut may be larger than
     * asked for.
     *
     * @param percentile 0 to 100
     * @return no value without images
     */
    public Optional<DistanceCut> cut(double percentile) {
        if (!(percentile >= 0 && percentile <= 100)) {
            throw new IllegalArgumentException("a percentile must be 0 to 100: " + percentile);
        }
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        DistanceCounts all = all();
        // slightly less than asked for, so that the rounding of 100 - 97.7 does not cost a rank
        double wanted = Math.max(1, (100 - percentile) / 100 * all.images() * (1 - 1e-9));
        int lowest = counts.places.length - 1;
        long above = imagesAt(lowest);
        while (above < wanted && lowest > 0) {
            lowest--;
            above += imagesAt(lowest);
        }
        int rank = counts.places[lowest];
        return Optional.of(new DistanceCut(rank, from(rank), all));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof DistanceHistogram h && counts.equals(h.counts);
    }

    @Override
    public int hashCode() {
        return counts.hashCode();
    }

    @Override
    public String toString() {
        return "DistanceHistogram" + counts;
    }
}
