package io.penumbra.statistics;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Two-sided tests that regressions and fixes are equally likely, for one window fixed beforehand. For repeated looks
 * use {@link BettingMixture} instead.
 *
 * <p>Under the hypothesis, the regressions among n = b + c discordant images are binomial(n, ½).
 *
 * <p>Source: M. W. Fagerland, S. Lydersen and P. Laake, The McNemar test for binary matched-pairs data: mid-p and
 * asymptotic are better than exact conditional, BMC Medical Research Methodology 13 (2013).
 */
public final class McNemar {

    private McNemar() {}

    /** The exact conditional p-value: twice the smaller tail, at most 1. It is 1 without discordant images. */
    public static double exact(long regressions, long fixes) {
        checkNotNegative(regressions, fixes);
        return regressions == fixes ? 1 : Math.min(1, 2 * tail(regressions, fixes));
    }

    /**
     * The mid-p value: the exact p-value − the probability of the observed table. If regressions equal fixes, it is 1 −
     * half that probability. It is 1 without discordant images.
     */
    public static double midP(long regressions, long fixes) {
        checkNotNegative(regressions, fixes);
        if (regressions + fixes == 0) {
            return 1;
        }
        double observed = probability(regressions, fixes);
        return regressions == fixes
                ? 1 - observed / 2
                : Math.min(1, Math.max(0, 2 * tail(regressions, fixes) - observed));
    }

    /** P(X ≤ min(b, c)) for X binomial(b + c, ½), as the incomplete beta function. */
    private static double tail(long regressions, long fixes) {
        return RegularizedBeta.value(0.5, Math.max(regressions, fixes), Math.min(regressions, fixes) + 1.0);
    }

    /** P(X = b) for X binomial(b + c, ½), as the density of the beta distribution. */
    private static double probability(long regressions, long fixes) {
        double smaller = Math.min(regressions, fixes);
        double larger = Math.max(regressions, fixes);
        return RegularizedBeta.derivative(0.5, smaller + 1, larger + 1) / (smaller + larger + 1);
    }

    private static void checkNotNegative(long regressions, long fixes) {
        if (regressions < 0 || fixes < 0) {
            throw new IllegalArgumentException(
                    "counts must not be negative: regressions " + regressions + ", fixes " + fixes);
        }
        Math.addExact(regressions, fixes);
    }
}
