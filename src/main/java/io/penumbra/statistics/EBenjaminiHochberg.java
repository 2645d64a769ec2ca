package io.penumbra.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The e-BH procedure: which of K hypotheses to reject so that the false discovery rate stays at most α, however the
 * e-values depend on each other. With the e-values sorted downwards it rejects the first k for the largest k with
 * e_(k) ≥ K/(αk).
 *
 * <p>Source: R. Wang and A. Ramdas, False discovery rate control with e-values, JRSS B 84 (2022).
 */
public final class EBenjaminiHochberg {

    private EBenjaminiHochberg() {}

    /**
     * The rejected hypotheses.
     *
     * @param logEvidence ln e of each hypothesis; infinities are welcome, NaN is not
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

    /** ln K/(αk) of the largest k that the k-th largest e-value reaches; infinite beyond reach where none does. */
    private static double logThreshold(double[] logEvidence, double alpha) {
        double[] ascending = logEvidence.clone();
        Arrays.sort(ascending);
        int hypotheses = ascending.length;
        if (hypotheses > 0 && Double.isNaN(ascending[hypotheses - 1])) {
            throw new IllegalArgumentException("evidence is not a number: " + Arrays.toString(logEvidence));
        }
        for (int k = hypotheses; k >= 1; k--) {
            double threshold = Math.log(hypotheses / (alpha * k));
            if (ascending[hypotheses - k] >= threshold) {
                return threshold;
            }
        }
        return Double.NaN; // nothing compares to it, so nothing is rejected
    }
}
