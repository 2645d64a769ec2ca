package io.penumbra.demo;

import io.penumbra.statistics.Interval;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A change for the worse whose interval leaves out 0. The interval covers the change at all times together, so that one
 * may look as often as one likes.
 */
record Harm(String candidate, Finding finding, double change, Interval interval) {
    /** The one that is largest for sure: whose interval begins highest. Empty if no interval lies above 0. */
    static Optional<Harm> widest(List<Verdict> verdicts) {
        return verdicts.stream()
                .flatMap(verdict -> verdict.findings().stream().flatMap(finding -> of(verdict, finding).stream()))
                .max(Comparator.comparingDouble(harm -> harm.interval().lower()));
    }

    private static Optional<Harm> of(Verdict verdict, Finding finding) {
        double change = finding.outcomes().change().orElse(0);
        return change <= 0
                ? Optional.empty()
                : verdict.interval(finding)
                        .filter(interval -> interval.lower() > 0)
                        .map(interval -> new Harm(verdict.candidate(), finding, change, interval));
    }

    /** For example {@code oneshot-60, false negative rate of sex=female +11.6 points [10.1, 13.2], n 703}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %s of %s %+.1f points [%.1f, %.1f], n %,d",
                candidate,
                finding.rate().words(),
                finding.subgroup(),
                100 * change,
                100 * interval.lower(),
                100 * interval.upper(),
                finding.outcomes().images());
    }
}
