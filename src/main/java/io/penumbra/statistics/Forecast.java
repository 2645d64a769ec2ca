package io.penumbra.statistics;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How many more images decide a question, if they are like those that came. */
public final class Forecast {

    private Forecast() {}

    /**
     * About how many more images it takes until the evidence of bets reaches 1/α, at the rates counted so far.
     *
     * <p>The counts are scaled by t until ln e reaches −ln α. ln e is convex in t, and 0 at t = 0.
     *
     * @param bets against the hypothesis that is to be refuted
     * @param alpha strictly between 0 and 1
     * @return 0 once it is reached; no value if it never is at these rates, or if nothing was counted
     */
    public static OptionalLong imagesUntil(Bets bets, PairedCounts counts, double alpha) {
        requireLevel(alpha);
        double target = -Math.log(alpha);
        if (bets.logEvidence(counts) >= target) {
            return OptionalLong.of(0);
        }
        double most = bets.most(counts);
        if (most <= 0) {
            return OptionalLong.empty();
        }
        // the weighted mean is at most the best bet, and at least the least weight of it
        double tooFew = target / most;
        double enough = (target - Math.log(BettingMixture.weight(0))) / most;
        while (enough - tooFew > 1e-6 * enough) {
            double t = (tooFew + enough) / 2;
            if (bets.logEvidence(counts, t) >= target) {
                enough = t;
            } else {
                tooFew = t;
            }
        }
        return OptionalLong.of((long) Math.ceil((enough - 1) * counts.total()));
    }

    /**
     * About how many images it takes from the first one until the evidence of bets reaches 1/α, at given rates. It is
     * the least over the bets of (ln(1/α) − ln w_k) / g_k, with g_k the mean growth of bet k's logarithm an image. It
     * errs on the long side by about a fifth.
     *
     * @param bets against the hypothesis that is to be refuted
     * @param regressions share of regressions among the images, 0 to 1
     * @param fixes share of fixes; both shares add up to at most 1
     * @param alpha strictly between 0 and 1
     * @return no value if it never is reached at these rates
     */
    public static OptionalDouble images(Bets bets, double regressions, double fixes, double alpha) {
        if (!(regressions >= 0 && fixes >= 0 && regressions + fixes <= 1)) {
            throw new IllegalArgumentException("the shares of regressions and fixes are " + regressions + " and "
                    + fixes + ", expected at least 0 and together at most 1");
        }
        requireLevel(alpha);
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < BettingMixture.BETS; k++) {
            double growth = bets.gain(k, regressions, fixes, 1 - regressions - fixes);
            if (growth > 0) {
                least = Math.min(least, -(Math.log(alpha) + Math.log(BettingMixture.weight(k))) / growth);
            }
        }
        return least < Double.POSITIVE_INFINITY ? OptionalDouble.of(least) : OptionalDouble.empty();
    }

    private static void requireLevel(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be strictly between 0 and 1: " + alpha);
        }
    }
}
