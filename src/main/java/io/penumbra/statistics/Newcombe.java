package io.penumbra.statistics;

import java.util.Optional;

/**
 * The interval for the paired difference of two error rates, candidate − baseline, in one window fixed beforehand.
 *
 * <p>Let θ = p₁ − p₂, and [l₁, u₁] and [l₂, u₂] the {@link Wilson} intervals of the two rates. Let φ be the
 * continuity-corrected correlation of the table. Then lower = θ − √((p₁−l₁)² − 2φ(p₁−l₁)(u₂−p₂) + (u₂−p₂)²), upper = θ
 * + √((u₁−p₁)² − 2φ(u₁−p₁)(p₂−l₂) + (p₂−l₂)²).
 *
 * <p>Source: R. G. Newcombe, Improved confidence intervals for the difference between binomial proportions based on
 * paired data, Statistics in Medicine 17 (1998), method 10.
 */
public final class Newcombe {

    private Newcombe() {}

    /**
     * Method 10 as published: both rates and the correlation come from one table.
     *
     * @param level two-sided confidence, strictly between 0 and 1
     * @return within [−1, 1]; no value without images
     */
    public static Optional<Interval> interval(PairedTable table, double level) {
        return interval(table.candidateErrors(), table.baselineErrors(), table, level);
    }

    /**
     * The form for populations: the rates are averages over members, the correlation is that of the modal classes. If
     * each population has one member, the rates are the margins of the table, and the result is method 10 itself.
     *
     * @param candidate voted errors of the candidate
     * @param baseline voted errors of the baseline on the same images
     * @param modal the table of the modal classes on the same images
     * @param level two-sided confidence, strictly between 0 and 1
     * @return within [−1, 1]; no value without images
     * @throws IllegalArgumentException if the three do not count the same number of images
     */
    public static Optional<Interval> interval(
            Proportion candidate, Proportion baseline, PairedTable modal, double level) {
        if (candidate.trials() != modal.labelled() || baseline.trials() != modal.labelled()) {
            throw new IllegalArgumentException("the numbers of images must be equal: candidate " + candidate.trials()
                    + ", baseline " + baseline.trials() + ", table " + modal.labelled());
        }
        Optional<Interval> first = Wilson.interval(candidate, level);
        Optional<Interval> second = Wilson.interval(baseline, level);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        double p1 = candidate.successes() / candidate.trials();
        double p2 = baseline.successes() / baseline.trials();
        double phi = modal.correlation();
        double below = distance(p1 - first.get().lower(), second.get().upper() - p2, phi);
        double above = distance(first.get().upper() - p1, p2 - second.get().lower(), phi);
        return Optional.of(new Interval(Math.max(-1, p1 - p2 - below), Math.min(1, p1 - p2 + above)));
    }

    private static double distance(double x, double y, double phi) {
        return Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y));
    }
}
