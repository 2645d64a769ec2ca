package io.penumbra.statistics;

/**
 * What each bet of the {@link BettingMixture} against one hypothesis multiplies its wealth by, as logarithms: on a regression, on a fix and
 * where nothing changed. What a bet gains on counts is linear in them, so that these numbers are computed once for all panes of a series.
 */
final class BetFactors {
    private final double[] regression = new double[BettingMixture.BETS];
    private final double[] fix = new double[BettingMixture.BETS];
    private final double[] same = new double[BettingMixture.BETS];

    /**
     * The factors against H0: E[D] ≤ {@code d}.
     *
     * @param d above −1, where all of them are finite, and at most 1
     * @param weight of a count, above 0 and at most 1
     */
    BetFactors(double d, double weight) {
        for (int k = 0; k < BettingMixture.BETS; k++) {
            regression[k] = weight * BettingMixture.logOfRegression(k, d);
            fix[k] = weight * BettingMixture.logOfFix(k);
            same[k] = weight * BettingMixture.logOfSame(k, d);
        }
    }

    /** The logarithm of what bet k makes of 1 on so many regressions, fixes and images without a change. */
    double gain(int k, double regressions, double fixes, double unchanged) {
        return regressions * regression[k] + fixes * fix[k] + unchanged * same[k];
    }
}
