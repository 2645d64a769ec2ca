package io.penumbra.statistics;

import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The score interval for one proportion.
 *
 * <p>With z the normal quantile of the level, p the ratio and n the trials:
 * (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n).
 *
 * <p>Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
 */
public final class Wilson {

    /** The level of all intervals that name none. */
    public static final double DEFAULT_LEVEL = 0.95;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double DEFAULT_QUANTILE = NORMAL.inverseSurvivalProbability((1 - DEFAULT_LEVEL) / 2);

    private Wilson() {}

    /** The 95 % interval; see {@link #interval(Proportion, double)}. */
    public static Optional<Interval> interval(Proportion proportion) {
        return interval(proportion, DEFAULT_LEVEL);
    }

    /**
     * The interval for the proportion's true value, within [0, 1] and around the observed ratio.
     *
     * @param level two-sided confidence, strictly between 0 and 1
     * @return no value without trials
     */
    public static Optional<Interval> interval(Proportion proportion, double level) {
        double z = quantile(level);
        if (proportion.trials() == 0) {
            return Optional.empty();
        }
        double n = proportion.trials();
        double p = proportion.successes() / n;
        double scale = 1 + z * z / n;
        double center = (p + z * z / (2 * n)) / scale;
        double half = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / scale;
        // at p = 0 and p = 1 rounding would leave an end slightly off the observed ratio
        double lower = p == 0 ? 0 : Math.max(0, Math.min(p, center - half));
        double upper = p == 1 ? 1 : Math.min(1, Math.max(p, center + half));
        return Optional.of(new Interval(lower, upper));
    }

    private static double quantile(double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level must be strictly between 0 and 1: " + level);
        }
        return level == DEFAULT_LEVEL ? DEFAULT_QUANTILE : NORMAL.inverseSurvivalProbability((1 - level) / 2);
    }
}
