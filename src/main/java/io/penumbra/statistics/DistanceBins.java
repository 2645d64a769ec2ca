package io.penumbra.statistics;

/**
 * Logarithmic bins of distances in [0, 2], the finer, the nearer to an end. Two sure models that contradict each other
 * lie almost 2 apart, so distances there are told apart as well as those near 0.
 *
 * <ol>
 * <li>Bin 0 holds distances below 10⁻⁶, which rounding alone can make.
 * <li>Bin i holds those in [10⁻⁶·1.1^(i−1), 10⁻⁶·1.1^i), up to 1.
 * <li>Beyond 1, the bins of 2 − distance follow in reverse order, down to 10⁻³. The last bin holds all that are nearer
 * to 2.
 * </ol>
 *
 * <p>The representative of a bin is within 4.8 % of any distance in it.
 *
 * <p>Source: C. Masson, J. E. Rim and H. K. Lee, DDSketch: a fast and fully-mergeable quantile sketch with
 * relative-error guarantees, PVLDB 12 (2019).
 */
public final class DistanceBins {

    /** Number of bins, including bin 0. */
    public static final int COUNT = 220;

    private static final double LARGEST = 2;
    private static final double MIDDLE = 1;
    private static final double SMALLEST = 1e-6;
    private static final double GROWTH = 1.1;

    /** A distance summed from single-precision shares may pass 2 by this much. */
    private static final double ROUNDING = 1e-3;

    /** The bin of 1. */
    private static final int LAST_BELOW = 145;

    /** The bin of 2 − distance that the last bin, and no other, holds. */
    private static final int NEAREST = 2 * LAST_BELOW + 1 - (COUNT - 1);

    /** Where bin i + 1 begins, up to 1. */
    private static final double[] ENDS = new double[LAST_BELOW + 1];

    /**
     * Drops all bits of a double but its exponent and the first 7 bits of its fraction. Numbers that agree in these are
     * less than one bin's growth apart.
     */
    private static final int SHIFT = 52 - 7;

    private static final int FIRST = (int) (Double.doubleToRawLongBits(SMALLEST) >>> SHIFT);
    private static final byte[] BINS = new byte[(int) (Double.doubleToRawLongBits(MIDDLE) >>> SHIFT) - FIRST + 1];

    static {
        for (int bin = 0; bin <= LAST_BELOW; bin++) {
            ENDS[bin] = SMALLEST * Math.pow(GROWTH, bin);
        }
        int bin = 0;
        for (int i = 0; i < BINS.length; i++) {
            double from = Double.longBitsToDouble((long) (FIRST + i) << SHIFT);
            while (from >= ENDS[bin]) {
                bin++;
            }
            BINS[i] = (byte) (bin - 128);
        }
    }

    private DistanceBins() {}

    /**
     * The bin of a distance.
     *
     * @param distance 0 to 2; slightly more than 2 counts as 2
     * @return 0 to {@link #COUNT} − 1
     */
    public static int of(double distance) {
        if (!(distance >= 0 && distance <= LARGEST + ROUNDING)) {
            throw new IllegalArgumentException("a distance must be 0 to 2: " + distance);
        }
        return distance <= MIDDLE
                ? below(distance)
                : 2 * LAST_BELOW + 1 - Math.max(NEAREST, below(Math.max(0, LARGEST - distance)));
    }

    private static int below(double distance) {
        if (distance < SMALLEST) {
            return 0;
        }
        int bin = BINS[(int) (Double.doubleToRawLongBits(distance) >>> SHIFT) - FIRST] + 128;
        return distance < ENDS[bin] ? bin : bin + 1;
    }

    /** The distance that represents a bin; 0 for bin 0, and 2 for the last. */
    public static double representative(int bin) {
        if (bin < 0 || bin >= COUNT) {
            throw new IllegalArgumentException("a bin must be 0 to " + (COUNT - 1) + ": " + bin);
        }
        if (bin == 0 || bin == COUNT - 1) {
            return bin == 0 ? 0 : LARGEST;
        }
        return bin <= LAST_BELOW ? centre(bin) : LARGEST - centre(2 * LAST_BELOW + 1 - bin);
    }

    private static double centre(int bin) {
        return SMALLEST * Math.pow(GROWTH, bin) * 2 / (1 + GROWTH);
    }
}
