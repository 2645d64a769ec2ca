package io.penumbra.statistics;

import java.util.List;

/**
 * The bets of the {@link BettingMixture} against one hypothesis, prepared for many counts.
 *
 * <p>For each bet it keeps the logarithms of its factors: on a regression, on a fix, and on an image without a change.
 * A bet's logarithmic gain is linear in the counts, so the factors are computed once.
 */
public final class Bets {
    private final double[] regression;
    private final double[] fix;
    private final double[] same;
    /** What each bet wins on an image without a change, as a part of its wealth. */
    private final double[] won;

    private Bets(double[] regression, double[] fix, double[] same) {
        this.regression = regression;
        this.fix = fix;
        this.same = same;
        this.won = new double[same.length];
        for (int k = 0; k < won.length; k++) {
            won[k] = Math.expm1(same[k]);
        }
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

    /** @param weight of each image, above 0 and at most 1 */
    static Bets above(double d, double weight) {
        if (!(d > -1 && d <= 1)) {
            throw new IllegalArgumentException("the mean that is bet against must be in (-1, 1]: " + d);
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

    /** ln of the wealth that bet k, starting with 1, has after the counts. */
    double gain(int k, double regressions, double fixes, double unchanged) {
        return regressions * regression[k] + fixes * fix[k] + unchanged * same[k];
    }

    /** The largest gain of any bet. */
    double most(PairedCounts counts) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < BettingMixture.BETS; k++) {
            most = Math.max(most, gain(k, counts.regressions(), counts.fixes(), counts.same()));
        }
        return most;
    }

    /** ln e, the logarithm of the weighted mean wealth of the bets. */
    public double logEvidence(PairedCounts counts) {
        return logEvidence(counts, 1);
    }

    /** ln e after {@code times} times the counts. */
    double logEvidence(PairedCounts counts, double times) {
        double b = times * counts.regressions();
        double c = times * counts.fixes();
        double s = times * counts.same();
        double most = times * most(counts);
        double sum = 0;
        for (int k = 0; k < BettingMixture.BETS; k++) {
            sum += BettingMixture.wealth(k, gain(k, b, c, s), most);
        }
        return BettingMixture.logMean(most, sum);
    }

    /** ln e on all scored images, whichever of them have a label. */
    public double logEvidence(AuditCounts counts) {
        boolean onRegressions = regression[0] > fix[0];
        double b = counts.regressions() + (onRegressions ? 0.0 : counts.possibleRegressions());
        double c = counts.fixes() + (onRegressions ? counts.possibleFixes() : 0.0);
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < BettingMixture.BETS; k++) {
            most = Math.max(most, gain(k, b, c, counts));
        }
        double sum = 0;
        for (int k = 0; k < BettingMixture.BETS; k++) {
            sum += BettingMixture.wealth(k, gain(k, b, c, counts), most);
        }
        return BettingMixture.logMean(most, sum);
    }

    private double gain(int k, double regressions, double fixes, AuditCounts counts) {
        double gain = gain(k, regressions, fixes, counts.agreements());
        List<AuditCounts.Stratum> strata = counts.strata();
        for (int i = 0; i < strata.size(); i++) {
            gain += gain(k, strata.get(i));
        }
        return gain;
    }

    /** The least that bet k may gain from agreements of which it is not known whether the rate counts them. */
    private double gain(int k, AuditCounts.Stratum stratum) {
        double share = won[k] < 0 ? stratum.share().upper() : stratum.share().lower();
        if (share == 0 || stratum.images() == 0) {
            return 0;
        }
        return stratum.images() * (share == 1 ? same[k] : Math.log1p(won[k] * share));
    }
}
