package io.penumbra.statistics;

/**
 * Equal bins of a model's confidence in an image: the mean probability of its modal class. Bin i holds those in (i/15,
 * (i+1)/15]; bin 0 holds 0 too.
 *
 * <p>Probabilities are whole millionths, so that their sums are exact counts that can be taken back.
 *
 * <p>Source: C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, On calibration of modern neural networks, ICML 2017.
 */
public final class ConfidenceBins {
    public static final int COUNT = 15;

    /** The probability 1, in millionths. */
    public static final int ONE = 1_000_000;

    /** A model is uncertain of an image if no class has this mean probability, in millionths. */
    public static final int SURE = 900_000;

    private ConfidenceBins() {}

    /** A probability in millionths; slightly more than 1 counts as 1. */
    public static int millionths(float probability) {
        return Math.min(ONE, (int) (probability * (double) ONE + 0.5));
    }

    /** @param millionths 0 to {@link #ONE} */
    public static int of(int millionths) {
        return (COUNT * millionths - 1) / ONE; // of 0, division gives 0 too
    }

    /** Where a bin begins, 0 to 1. */
    public static double lower(int bin) {
        return (double) bin / COUNT;
    }

    /** Whether probabilities in a bin can have this sum. */
    static boolean canHold(int bin, long images, long millionths) {
        long least = bin == 0 ? 0 : bin * ONE / COUNT + 1;
        long most = (bin + 1) * ONE / COUNT;
        return images >= 0
                && images <= Long.MAX_VALUE / ONE
                && millionths >= least * images
                && millionths <= most * images;
    }
}
