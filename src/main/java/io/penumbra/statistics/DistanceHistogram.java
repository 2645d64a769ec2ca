package io.penumbra.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * Additive counts of images by the distance between candidate and baseline.
 *
 * <p>Images rank by the bin of the taxicab distance of votes, then by the bin of the distance of mean probabilities.
 * Immutable; only ranks with an image are kept.
 */
public final class DistanceHistogram {
    public static final DistanceHistogram EMPTY = new DistanceHistogram(new int[0], new long[0]);

    /** Number of possible ranks. */
    public static final int RANKS = DistanceBins.COUNT * DistanceBins.COUNT;

    /** Number of counts per rank: images, labelled, baseline correct, candidate correct. */
    static final int COUNTS = 4;

    final int[] ranks;
    final long[] counts;

    private DistanceHistogram(int[] ranks, long[] counts) {
        this.ranks = ranks;
        this.counts = counts;
    }

    /**
     * A histogram from what {@link #ranks()} and {@link #counts()} return. The arrays are not copied.
     *
     * @param ranks ascending, each in 0 to {@link #RANKS} − 1
     * @param counts four for each rank
     */
    public static DistanceHistogram of(int[] ranks, long[] counts) {
        if (counts.length != COUNTS * ranks.length) {
            throw new IllegalArgumentException("a histogram of " + ranks.length
                    + " ranks must have four counts each, found " + counts.length + " in all");
        }
        for (int i = 0; i < ranks.length; i++) {
            if (ranks[i] < 0 || ranks[i] >= RANKS || i > 0 && ranks[i] <= ranks[i - 1]) {
                throw new IllegalArgumentException("ranks must ascend within 0 to " + (RANKS - 1) + ": " + ranks[i]);
            }
        }
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("counts must not be negative: " + count);
            }
        }
        return ranks.length == 0 ? EMPTY : new DistanceHistogram(ranks, counts);
    }

    /** Whether images can give these counts: no rank has more labelled images than images, or more correct than labelled. */
    public boolean isPlausible() {
        for (int i = 0; i < counts.length; i += COUNTS) {
            if (counts[i + 1] > counts[i] || counts[i + 2] > counts[i + 1] || counts[i + 3] > counts[i + 1]) {
                return false;
            }
        }
        return true;
    }

    /** The rank of an image. The higher it is, the farther the two models lie apart on the image. */
    public static int rank(double taxicab, double ofProbabilities) {
        return DistanceBins.of(taxicab) * DistanceBins.COUNT + DistanceBins.of(ofProbabilities);
    }

    /** The ranks that have an image, ascending. */
    public int[] ranks() {
        return ranks.clone();
    }

    /** For each rank: images, and of the labelled ones: labelled, baseline correct, candidate correct. */
    public long[] counts() {
        return counts.clone();
    }

    /** The histogram of both sets of images. */
    public DistanceHistogram plus(DistanceHistogram other) {
        return merge(other, 1);
    }

    /**
     * The histogram of the images that are not in a part of them.
     *
     * @throws IllegalArgumentException if {@code part} is not a part of this histogram
     */
    public DistanceHistogram minus(DistanceHistogram part) {
        return merge(part, -1);
    }

    private DistanceHistogram merge(DistanceHistogram other, int sign) {
        if (other.ranks.length == 0) {
            return this;
        }
        if (ranks.length == 0 && sign > 0) {
            return other;
        }
        int[] sumRanks = new int[ranks.length + other.ranks.length];
        long[] sum = new long[COUNTS * sumRanks.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < ranks.length || theirs < other.ranks.length) {
            int rank = Math.min(
                    mine < ranks.length ? ranks[mine] : RANKS,
                    theirs < other.ranks.length ? other.ranks[theirs] : RANKS);
            if (mine < ranks.length && ranks[mine] == rank) {
                add(counts, mine++, sum, size);
            }
            if (theirs < other.ranks.length && other.ranks[theirs] == rank) {
                for (int i = 0; i < COUNTS; i++) {
                    sum[COUNTS * size + i] += sign * other.counts[COUNTS * theirs + i];
                }
                theirs++;
            }
            sumRanks[size] = rank;
            if (anyAt(sum, size)) {
                size++;
            }
        }
        return of(Arrays.copyOf(sumRanks, size), Arrays.copyOf(sum, COUNTS * size));
    }

    private static boolean anyAt(long[] counts, int place) {
        for (int i = 0; i < COUNTS; i++) {
            if (counts[COUNTS * place + i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** Adds the counts at one place of an array to those at a place of another. */
    static void add(long[] from, int fromPlace, long[] to, int toPlace) {
        for (int i = 0; i < COUNTS; i++) {
            to[COUNTS * toPlace + i] += from[COUNTS * fromPlace + i];
        }
    }

    /** The counts of all images. */
    public DistanceCounts all() {
        return from(0);
    }

    /** The counts of the images at or above a rank, for example the rank of the cut of a larger set. */
    public DistanceCounts from(int rank) {
        long[] sum = new long[COUNTS];
        for (int i = ranks.length - 1; i >= 0 && ranks[i] >= rank; i--) {
            add(counts, i, sum, 0);
        }
        return new DistanceCounts(sum[0], sum[1], sum[2], sum[3]);
    }

    /** The number of images at or above a rank. */
    long imagesFrom(int rank) {
        long images = 0;
        for (int i = ranks.length - 1; i >= 0 && ranks[i] >= rank; i--) {
            images += counts[COUNTS * i];
        }
        return images;
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
        if (ranks.length == 0) {
            return Optional.empty();
        }
        DistanceCounts all = all();
        // slightly less than asked for, so that the rounding of 100 - 97.7 does not cost a rank
        double wanted = Math.max(1, (100 - percentile) / 100 * all.images() * (1 - 1e-9));
        int lowest = ranks.length - 1;
        long above = counts[COUNTS * lowest];
        while (above < wanted && lowest > 0) {
            lowest--;
            above += counts[COUNTS * lowest];
        }
        return Optional.of(new DistanceCut(ranks[lowest], from(ranks[lowest]), all));
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof DistanceHistogram h && Arrays.equals(ranks, h.ranks) && Arrays.equals(counts, h.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ranks) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "DistanceHistogram" + Arrays.toString(ranks) + Arrays.toString(counts);
    }
}
