package io.penumbra.statistics;

/**
 * Logarithmic bins of distances in [0, 2]. Bin 0 holds distances below 10⁻⁶, which rounding alone can make. Bin i &gt;
 * 0 holds those in [10⁻⁶·1.1^(i−1), 10⁻⁶·1.1^i). So the representative of a bin is within 4.8 % of any distance in it.
 *
 * <p>Source: C. Masson, J. E. Rim and H. K. Lee, DDSketch: a fast and fully-mergeable quantile sketch with
 * relative-error guarantees, PVLDB 12 (2019).
 */
public final class DistanceBins {

    /** Number of bins, including bin 0. */
    public static final int COUNT = 154;

    private static final double LARGEST = 2;
    private static final double SMALLEST = 1e-6;
    private static final double GROWTH = 1.1;

    /** A distance summed from single-precision shares may pass 2 by this much. */
    private static final double ROUNDING = 1e-3;

    /** Where bin i + 1 begins. */
    private static final double[] ENDS = new double[COUNT];

    /**
     * Drops all bits of a double but its exponent and the first 7 bits of its fraction. Numbers that agree in these are
     * less than one bin's growth apart.
     */
    private static final int SHIFT = 52 - 7;

    private static final int FIRST = (int) (Double.doubleToRawLongBits(SMALLEST) >>> SHIFT);
    private static final byte[] BINS =
            new byte[(int) (Double.doubleToRawLongBits(LARGEST + ROUNDING) >>> SHIFT) - FIRST + 1];

    static {
        for (int bin = 0; bin < COUNT; bin++) {
            ENDS[bin] = bin == COUNT - 1 ? Double.MAX_VALUE : SMALLEST * Math.pow(GROWTH, bin);
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
        if (distance < SMALLEST) {
            return 0;
        }
        int bin = BINS[(int) (Double.doubleToRawLongBits(distance) >>> SHIFT) - FIRST] + 128;
        return distance < ENDS[bin] ? bin : bin + 1;
    }

    /** The distance that represents a bin, with the least relative error; 0 for bin 0. */
    public static double representative(int bin) {
        if (bin < 0 || bin >= COUNT) {
            throw new IllegalArgumentException("a bin must be 0 to " + (COUNT - 1) + ": " + bin);
        }
        return bin == 0 ? 0 : Math.min(LARGEST, SMALLEST * Math.pow(GROWTH, bin) * 2 / (1 + GROWTH));
    }
}
