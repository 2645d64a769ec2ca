package io.penumbra.statistics;

/**
 * The bets of the {@link BettingMixture} against one hypothesis, for many counts: what each multiplies its wealth by on a regression, on a
 * fix and where nothing changed, as logarithms. What a bet gains on counts is linear in them, so that these are computed once.
 */
public final class Bets {
    private final double[] regression;
    private final double[] fix;
    private final double[] same;

    private Bets(double[] regression, double[] fix, double[] same) {
        this.regression = regression;
        this.fix = fix;
        this.same = same;
    }

    /**
     * The bets against H0: E[D] ≤ {@code d}.
     *
     * @param d above −1, where all factors are finite, and at most 1
     */
    public static Bets above(double d) {
        return above(d, 1);
    }

    /**
     * The bets against H0: E[D] ≥ {@code d}.
     *
     * @param d at least −1 and below 1
     */
    public static Bets below(double d) {
        Bets exchanged = above(-d);
        return new Bets(exchanged.fix, exchanged.regression, exchanged.same);
    }

    /** @param weight of a count, above 0 and at most 1 */
    static Bets above(double d, double weight) {
        if (!(d > -1 && d <= 1)) {
            throw new IllegalArgumentException("bets against a mean within (-1, 1], not " + d);
        }
        double[] regression = new double[BettingMixture.BETS];
        double[] fix = new double[BettingMixture.BETS];
        double[] same = new double[BettingMixture.BETS];
        for (int k = 0; k < BettingMixture.BETS; k++) {
            regression[k] = weight * BettingMixture.logOfRegression(k, d);
            fix[k] = weight * BettingMixture.logOfFix(k);
            same[k] = weight * BettingMixture.logOfSame(k, d);
        }
        return new Bets(regression, fix, same);
    }

    /** The logarithm of what bet k makes of 1 on so many regressions, fixes and images without a change. */
    double gain(int k, double regressions, double fixes, double unchanged) {
        return regressions * regression[k] + fixes * fix[k] + unchanged * same[k];
    }

    /** The gain of the bet that gains most. */
    double most(PairedCounts counts) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < BettingMixture.BETS; k++) {
            most = Math.max(most, gain(k, counts.regressions(), counts.fixes(), counts.same()));
        }
        return most;
    }

    /** ln e: of the mean wealth of the bets. */
    public double logEvidence(PairedCounts counts) {
        return logEvidence(counts, 1);
    }

    /** The same on {@code times} the counts. */
    double logEvidence(PairedCounts counts, double times) {
        double b = times * counts.regressions();
        double c = times * counts.fixes();
        double s = times * counts.same();
        double most = times * most(counts);
        double sum = 0;
        for (int k = 0; k < BettingMixture.BETS; k++) {
            sum += BettingMixture.wealth(gain(k, b, c, s), most);
        }
        return BettingMixture.logMean(most, sum);
    }
}
