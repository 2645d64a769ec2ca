package io.penumbra.statistics;

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
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha must be strictly between 0 and 1: " + alpha);
        }
        double target = -Math.log(alpha);
        if (bets.logEvidence(counts) >= target) {
            return OptionalLong.of(0);
        }
        double most = bets.most(counts);
        if (most <= 0) {
            return OptionalLong.empty();
        }
        // the mean of 40 bets is at most the best bet, and at least a 40th of it
        double tooFew = target / most;
        double enough = (target + Math.log(BettingMixture.BETS)) / most;
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
}
