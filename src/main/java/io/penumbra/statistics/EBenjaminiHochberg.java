package io.penumbra.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The e-BH procedure: it chooses which of K hypotheses to reject. The false discovery rate stays at most α, however the
 * e-values depend on each other.
 *
 * <p>With the e-values sorted downwards it rejects the first k, for the largest k with e_(k) ≥ K/(αk).
 *
 * <p>Source: R. Wang and A. Ramdas, False discovery rate control with e-values, JRSS B 84 (2022).
 */
public final class EBenjaminiHochberg {

    private EBenjaminiHochberg() {}

    /**
     * The rejected hypotheses.
     *
     * @param logEvidence ln e of each hypothesis; infinite values are allowed, NaN is not
     * @param alpha false discovery rate, strictly between 0 and 1
     * @return their indexes in {@code logEvidence}, ascending
     */
    public static int[] rejected(double[] logEvidence, double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be strictly between 0 and 1: " + alpha);
        }
        double threshold = logThreshold(logEvidence, alpha);
        return IntStream.range(0, logEvidence.length)
                .filter(i -> logEvidence[i] >= threshold)
                .toArray();
    }

    /** ln K/(αk) of the largest k that the k-th largest e-value reaches; NaN if there is none. */
    private static double logThreshold(double[] logEvidence, double alpha) {
        double[] ascending = logEvidence.clone();
        Arrays.sort(ascending);
        int hypotheses = ascending.length;
        if (hypotheses > 0 && Double.isNaN(ascending[hypotheses - 1])) {
            throw new IllegalArgumentException("evidence must not be NaN: " + Arrays.toString(logEvidence));
        }
        for (int k = hypotheses; k >= 1; k--) {
            double threshold = Math.log(hypotheses / (alpha * k));
            if (ascending[hypotheses - k] >= threshold) {
                return threshold;
            }
        }
        return Double.NaN; // no number is at least NaN, so nothing is rejected
    }
}
