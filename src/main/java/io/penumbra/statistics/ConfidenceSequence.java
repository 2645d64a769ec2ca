package io.penumbra.statistics;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.rootfinder.BrentSolver;

/**
 * An interval for the mean Δ = E[D] of paired outcomes. With probability 1 − α it covers Δ at all times together.
 *
 * <p>It is { d : the evidence that Δ is above d and the evidence that Δ is below d are both less than 2/α }, clipped to
 * [−1, 1]. Each evidence is monotone in d and at most 1 at the observed mean, so the set is an interval around (b −
 * c)/n.
 *
 * <p>With more images it narrows down to about ±0.0005 times the variance of D. There even the smallest bet of the
 * mixture is too bold.
 */
public final class ConfidenceSequence {

    /** A mean nearer than this to an end of [−1, 1] counts as the end. */
    private static final double EDGE = 1e-12;

    /** Relative accuracy of the search. With less than this it would chase the last bit forever. */
    private static final double ROUNDING = 1e-15;

    /** Accuracy of the ends of an audit's interval. */
    private static final double NEAR = 1e-7;

    private ConfidenceSequence() {}

    /** The 95 % interval; see {@link #interval(PairedCounts, double)}. */
    public static Interval interval(PairedCounts counts) {
        return interval(counts, Wilson.DEFAULT_LEVEL);
    }

    /**
     * The interval after the counts.
     *
     * @param level 1 − α, strictly between 0 and 1
     * @return within [−1, 1]; all of it before the first image
     */
    public static Interval interval(PairedCounts counts, double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must be strictly between 0 and 1: " + level);
        }
        double logThreshold = Math.log(2 / (1 - level));
        return new Interval(lower(counts, logThreshold), -lower(counts.exchanged(), logThreshold));
    }

    /**
     * The interval after the counts of an audit. If the shares of their strata hold with probability 1 − δ, it covers Δ
     * with probability 1 − α − δ.
     *
     * @param level 1 − α, strictly between 0 and 1
     * @return within [−1, 1]
     */
    public static Interval interval(AuditCounts counts, double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must be strictly between 0 and 1: " + level);
        }
        double logThreshold = Math.log(2 / (1 - level));
        double lower = lastShown(d -> Bets.above(d).logEvidence(counts), logThreshold);
        double upper = -lastShown(d -> Bets.below(-d).logEvidence(counts), logThreshold);
        return new Interval(Math.min(lower, upper), Math.max(lower, upper));
    }

    /** The d up to which a falling evidence reaches the threshold, or −1. */
    private static double lastShown(DoubleUnaryOperator logEvidence, double logThreshold) {
        double shown = -1 + EDGE;
        if (logEvidence.applyAsDouble(shown) < logThreshold) {
            return -1;
        }
        double open = 1 - EDGE;
        while (open - shown > NEAR) {
            double middle = (open + shown) / 2;
            if (logEvidence.applyAsDouble(middle) >= logThreshold) {
                shown = middle;
            } else {
                open = middle;
            }
        }
        return shown;
    }

    /**
     * An interval for the share of ones among outcomes 0 and 1. At all times together, its lower end is above the share
     * with probability at most {@code delta}, and so is its upper end below it.
     *
     * @param ones outcomes 1, of {@code outcomes} in all
     * @param delta strictly between 0 and 1
     * @return within [0, 1]; all of it before the first outcome
     */
    public static Interval share(long ones, long outcomes, double delta) {
        if (!(delta > 0 && delta < 1)) {
            throw new IllegalArgumentException("delta is " + delta + ", expected strictly between 0 and 1");
        }
        PairedCounts counts = PairedCounts.ofFlips(ones, outcomes);
        double logThreshold = -Math.log(delta);
        double ratio = outcomes == 0 ? 0.5 : (double) ones / outcomes;
        return new Interval(
                Math.min(ratio, Math.max(0, lower(counts, logThreshold))),
                Math.max(ratio, Math.min(1, -lower(counts.exchanged(), logThreshold))));
    }

    /** The d at which the evidence that Δ is above d falls to the threshold, or −1. */
    private static double lower(PairedCounts counts, double logThreshold) {
        double n = counts.total();
        double mean = (counts.regressions() - counts.fixes()) / n;
        if (counts.regressions() + counts.same() == 0 || mean <= -1 + EDGE) {
            return -1;
        }
        // Near −1 the evidence is almost linear in ln(1 + d); elsewhere a search in it is as good.
        DoubleUnaryOperator excess = x -> BettingMixture.logEvidenceAbove(counts, Math.expm1(x)) - logThreshold;
        // Begins with about the width of a normal approximation, and doubles it until the root is bracketed.
        double variance = (counts.regressions() + counts.fixes()) / n - mean * mean;
        double need = (logThreshold + 2) / n;
        double smallestBet = 0.001 / (1 + mean);
        double width = Math.sqrt(2 * variance * need) + need + variance * smallestBet / 2;
        double inside = Math.log1p(mean);
        double outside = Math.log1p(Math.max(mean - width, -1 + EDGE));
        while (excess.applyAsDouble(outside) < 0) {
            if (mean - width <= -1 + EDGE) {
                return -1;
            }
            inside = outside;
            width *= 2;
            outside = Math.log1p(Math.max(mean - width, -1 + EDGE));
        }
        double accuracy = Math.min(1e-9, 1e-6 * (inside - outside));
        return Math.expm1(new BrentSolver(ROUNDING, accuracy, 0).findRoot(excess, outside, inside));
    }
}
