package io.penumbra.model;

import java.util.List;
import java.util.Optional;

/**
 * Checks that the answer to an image depends on this image alone. Differences count as a share of the spread, which is
 * the largest less the smallest value of the warm-up.
 *
 * <p>Kernels round differently in batches of different size. Dynamic quantization also takes its steps from the whole
 * batch: up to 0.04 of the spread was seen. Normalization by the statistics of a batch makes 0.2 and more.
 */
final class SameAnswer {
    private static final double MOST_IN_A_BATCH = 0.1;
    private static final double MOST_AGAIN = 0.01;
    /** Of values that are all alike. */
    private static final double ROUNDING = 1e-3;

    private SameAnswer() {}

    /**
     * The end of a sentence that begins with the file; empty if the answers are the same.
     *
     * @param first the values of each image of a batch
     * @param again the values of the same batch, run once more
     * @param image index of an image of the batch
     * @param alone the values of this image alone
     */
    static Optional<String> fault(List<float[]> first, List<float[]> again, int image, float[] alone) {
        double spread = spread(first);
        for (int i = 0; i < first.size(); i++) {
            if (difference(first.get(i), again.get(i)) > MOST_AGAIN * spread + ROUNDING) {
                return Optional.of("answers differently twice for the same images, expected no chance in it: is it"
                        + " exported in training mode, with dropout?");
            }
        }
        if (difference(first.get(image), alone) > MOST_IN_A_BATCH * spread + ROUNDING) {
            return Optional.of("answers differently alone and in a batch for the same image, expected the same: is it"
                    + " exported in training mode, with batch normalization?");
        }
        return Optional.empty();
    }

    /** The largest less the smallest number. */
    private static double spread(List<float[]> images) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (float[] image : images) {
            for (float value : image) {
                if (Float.isFinite(value)) {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
        }
        return Math.max(0, most - least);
    }

    /** The largest one; infinite if a value is a number in one of them alone. */
    private static double difference(float[] a, float[] b) {
        double largest = 0;
        for (int y = 0; y < a.length; y++) {
            if (Float.isFinite(a[y]) != Float.isFinite(b[y])) {
                return Double.POSITIVE_INFINITY;
            }
            if (Float.isFinite(a[y])) {
                largest = Math.max(largest, Math.abs(a[y] - b[y]));
            }
        }
        return largest;
    }
}
