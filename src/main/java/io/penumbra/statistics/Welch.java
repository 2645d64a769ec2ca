package io.penumbra.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.inference.TTest;

/**
 * Welch's t-test: do two independent samples have the same mean? It does not assume that they have the same variance.
 *
 * <p>With m, s² and n the mean, variance and size of each sample: t = (m₁ − m₂) / √(s₁²/n₁ + s₂²/n₂), and the degrees
 * of freedom (s₁²/n₁ + s₂²/n₂)² / ((s₁²/n₁)²/(n₁−1) + (s₂²/n₂)²/(n₂−1)).
 *
 * <p>Source: B. L. Welch, The generalization of ‘Student's’ problem when several different population variances are
 * involved, Biometrika 34 (1947).
 *
 * @param difference mean of the first sample − mean of the second
 * @param t the statistic
 * @param degrees its degrees of freedom
 * @param p two-sided p-value
 */
public record Welch(double difference, double t, double degrees, double p) {
    public Welch {
        if (!(Double.isFinite(difference) && Double.isFinite(t) && degrees > 0 && p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("not a result of a t-test: difference " + difference + ", t " + t
                    + ", degrees " + degrees + ", p " + p);
        }
    }

    /** The test; no value if a sample has fewer than two values, or neither varies. */
    public static Optional<Welch> test(double[] first, double[] second) {
        if (first.length < 2 || second.length < 2 || constant(first) && constant(second)) {
            return Optional.empty();
        }
        TTest.Result result = TTest.withDefaults().test(first, second);
        return Optional.of(new Welch(
                mean(first) - mean(second), result.getStatistic(), result.getDegreesOfFreedom(), result.getPValue()));
    }

    private static boolean constant(double[] sample) {
        return Arrays.stream(sample).allMatch(value -> value == sample[0]);
    }

    private static double mean(double[] sample) {
        return Arrays.stream(sample).average().orElseThrow();
    }
}
