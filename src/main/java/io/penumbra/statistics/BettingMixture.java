package io.penumbra.statistics;

import java.util.Arrays;

/**
 * Evidence about the mean of paired outcomes D ∈ {−1, 0, +1} that holds at any time: the wealth of a fixed mixture of
 * 40 bets against a hypothesis. For regressions b, fixes c, same s and H0: E[D] ≤ d it is
 *
 * <p>e(d) = Σ_k w_k (1 + λ_k(1−d))^b · (1 − λ_k d)^s · (1 − λ_k(1+d))^c, with λ_k = f_k/(1+d), f_k =
 * 0.99·10^(−3+3k/39), and the weights w_k = √f_k / Σ_j √f_j.
 *
 * <p>The weights favour the larger bets, which decide most rollouts. It does not depend on the order of arrival and never increases with d. Under H0 it reaches 1/α at any time with
 * probability at most α.
 *
 * <p>Sources: I. Waudby-Smith and A. Ramdas, Estimating means of bounded random variables by betting, JRSS B 86 (2024);
 * J. Ville, Étude critique de la notion de collectif (1939).
 */
public final class BettingMixture {

    static final int BETS = 40;

    private static final double[] FRACTIONS = new double[BETS];

    /** w_k, which add up to 1. */
    private static final double[] WEIGHTS = new double[BETS];

    /** ln of a bet's factor on a fix, 1 − λ_k(1+d) = 1 − f_k. It is the same for every d. */
    private static final double[] LOG_FIX = new double[BETS];

    static {
        for (int k = 0; k < BETS; k++) {
            FRACTIONS[k] = 0.99 * Math.pow(10, -3 + 3.0 * k / (BETS - 1));
            LOG_FIX[k] = Math.log1p(-FRACTIONS[k]);
            WEIGHTS[k] = Math.sqrt(FRACTIONS[k]);
        }
        double sum = Arrays.stream(WEIGHTS).sum();
        for (int k = 0; k < BETS; k++) {
            WEIGHTS[k] /= sum;
        }
    }

    private BettingMixture() {}

    /**
     * ln e against H0: E[D] ≤ {@code d}, which is evidence that the harm is above {@code d}.
     *
     * @param d −1 to 1
     * @return finite, except at d = −1: there any regression or unchanged image gives infinite evidence
     */
    public static double logEvidenceAbove(PairedCounts counts, double d) {
        return logMean(logBets(counts, d));
    }

    /**
     * ln e against H0: E[D] ≥ {@code d}, which is evidence that the harm is below {@code d}.
     *
     * @param d −1 to 1
     * @return finite, except at d = 1: there any fix or unchanged image gives infinite evidence
     */
    public static double logEvidenceBelow(PairedCounts counts, double d) {
        return logEvidenceAbove(counts.exchanged(), -d);
    }

    /** ln of each bet's wealth after the counts, against H0: E[D] ≤ {@code d}. */
    static double[] logBets(PairedCounts counts, double d) {
        if (!(d >= -1 && d <= 1)) {
            throw new IllegalArgumentException("a mean of paired outcomes must be in [-1, 1]: " + d);
        }
        double b = counts.regressions();
        double c = counts.fixes();
        double s = counts.same();
        double[] logs = new double[BETS];
        for (int k = 0; k < BETS; k++) {
            double log = c * LOG_FIX[k];
            // a count of 0 adds nothing, even if the logarithm of its factor is infinite
            if (b > 0) {
                log += b * logOfRegression(k, d);
            }
            if (s > 0) {
                log += s * logOfSame(k, d);
            }
            logs[k] = log;
        }
        return logs;
    }

    /** ln of bet k's factor on a regression, 1 + λ_k(1−d). */
    static double logOfRegression(int k, double d) {
        return log1p(FRACTIONS[k] * ((1 - d) / (1 + d)));
    }

    /** ln of bet k's factor on an image without a change, 1 − λ_k d. */
    static double logOfSame(int k, double d) {
        return log1p(-FRACTIONS[k] * (d / (1 + d)));
    }

    /** ln of bet k's factor on a fix, 1 − f_k. */
    static double logOfFix(int k) {
        return LOG_FIX[k];
    }

    /** w_k, the share of the wealth with which bet k starts. */
    static double weight(int k) {
        return WEIGHTS[k];
    }

    /** ln of the weighted mean wealth, from ln of each bet's wealth. */
    static double logMean(double[] logs) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        if (most == Double.POSITIVE_INFINITY) {
            return most;
        }
        double sum = 0;
        for (int k = 0; k < logs.length; k++) {
            sum += wealth(k, logs[k], most);
        }
        return logMean(most, sum);
    }

    /**
     * The weighted wealth of bet k divided by the largest wealth of any bet, from their logarithms. Below e^−42, about
     * 2^−60, it is 0, because the sum of doubles would not show it.
     */
    static double wealth(int k, double log, double most) {
        return log > most - 42 ? WEIGHTS[k] * Math.exp(log - most) : 0;
    }

    /** ln of the weighted mean wealth, from the sum of {@link #wealth} over all bets. */
    static double logMean(double most, double sum) {
        return most + Math.log(sum);
    }

    /** {@link Math#log1p} through {@link Math#log}, a faster intrinsic. Accurate to about one ulp for x > −1. */
    private static double log1p(double x) {
        double u = 1 + x;
        return u > 1e300 ? Math.log(u) : Math.log(u) + (x - (u - 1)) / u;
    }
}
