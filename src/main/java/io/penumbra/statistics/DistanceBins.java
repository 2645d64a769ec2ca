package io.penumbra.statistics;

import java.util.Optional;

/**
 * The bins of an additive histogram of distances in [0, 2]. Bin 0 holds distances below 10⁻⁶, which rounding alone can
 * make, and bin i &gt; 0 those in [10⁻⁶·1.1^(i−1), 10⁻⁶·1.1^i), so that the representative of a bin is within 4.8 % of
 * any distance in it.
 *
 * <p>Source: C. Masson, J. E. Rim and H. K. Lee, DDSketch: a fast and fully-mergeable quantile sketch with
 * relative-error guarantees, PVLDB 12 (2019).
 */
public final class DistanceBins {

    /** Number of bins, that of 0 included. */
    public static final int COUNT = 154;

    private static final double LARGEST = 2;
    private static final double SMALLEST = 1e-6;
    private static final double GROWTH = 1.1;
    private static final double LOG_GROWTH = Math.log(GROWTH);

    /** A distance summed from single-precision shares may pass 2 by this much. */
    private static final double ROUNDING = 1e-3;

    private DistanceBins() {}

    /**
     * The bin of a distance.
     *
     * @param distance 0 to 2, with a little over 2 taken as 2
     * @return 0 to {@link #COUNT} − 1
     */
    public static int of(double distance) {
        if (!(distance >= 0 && distance <= LARGEST + ROUNDING)) {
            throw new IllegalArgumentException("a distance lies between 0 and 2: " + distance);
        }
        return distance < SMALLEST ? 0 : Math.min(COUNT - 1, 1 + (int) (Math.log(distance / SMALLEST) / LOG_GROWTH));
    }

    /** The distance that stands for a bin: the one with the least relative error; 0 for bin 0. */
    public static double representative(int bin) {
        if (bin < 0 || bin >= COUNT) {
            throw new IllegalArgumentException("a bin lies between 0 and " + (COUNT - 1) + ": " + bin);
        }
        return bin == 0 ? 0 : Math.min(LARGEST, SMALLEST * Math.pow(GROWTH, bin) * 2 / (1 + GROWTH));
    }

    /**
     * The cut at a percentile: the highest bin with at least 100 − {@code percentile} percent of the images, and at
     * least one image, in it or above. The bin is taken whole, so that the share above the cut may be larger than asked
     * for.
     *
     * @param images count of images per bin, {@link #COUNT} of them
     * @param percentile 0 to 100
     * @return no value without images
     */
    public static Optional<DistanceCut> cut(long[] images, double percentile) {
        if (!(percentile >= 0 && percentile <= 100)) {
            throw new IllegalArgumentException("a percentile lies between 0 and 100: " + percentile);
        }
        long total = DistanceCut.sum(images, 0);
        if (total == 0) {
            return Optional.empty();
        }
        // a hair less than asked for, so that the rounding of 100 - 97.7 costs no bin
        double wanted = Math.max(1, (100 - percentile) / 100 * total * (1 - 1e-9));
        int bin = COUNT - 1;
        long above = images[bin];
        while (above < wanted && bin > 0) {
            bin--;
            above += images[bin];
        }
        return Optional.of(new DistanceCut(bin, above, total));
    }
}
