package io.penumbra.console;

import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.Interval;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Verdict;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One question to the gate, in words.
 *
 * @param interval of the change; it costs most, and is computed once
 */
record Question(Verdict verdict, Finding finding, Optional<Interval> interval) {
    static Question of(Verdict verdict, Finding finding) {
        return new Question(verdict, finding, verdict.interval(finding));
    }

    Subgroup subgroup() {
        return finding.subgroup();
    }

    String images() {
        return Words.subgroup(subgroup()) + " images";
    }

    private boolean missed() {
        return finding.metric() == GuardedMetric.FALSE_NEGATIVE_RATE;
    }

    private boolean falselyClaimed() {
        return finding.metric() == GuardedMetric.FALSE_POSITIVE_RATE;
    }

    private String ofClass() {
        return Words.name(finding.rate().ofClass().orElse(""));
    }

    /** The metric as a thing: {@code missed blond}. */
    String metric() {
        String named = ofClass();
        return missed()
                ? "missed " + named
                : falselyClaimed() ? "false " + named : finding.metric().words();
    }

    /** What the candidate does worse: {@code misses blond on old male images: 35 % instead of 19 %}. */
    String harm() {
        String named = ofClass();
        String does = missed() ? "misses " + named : falselyClaimed() ? "falsely says " + named : "is wrong";
        return does + " on " + images() + rates().map(rates -> ": " + rates).orElse("");
    }

    /** {@code 35 % instead of 19 %}, of the candidate and of the baseline, by modal classes as the change is. */
    private Optional<String> rates() {
        OptionalDouble candidate = finding.outcomes().modalCandidate();
        OptionalDouble baseline = finding.outcomes().modalBaseline();
        return candidate.isPresent() && baseline.isPresent()
                ? Optional.of(
                        Words.percent(candidate.getAsDouble()) + " instead of " + Words.percent(baseline.getAsDouble()))
                : Optional.empty();
    }

    /** {@code 19 % → 35 %}, from the baseline to the candidate by modal classes; a dash without images. */
    String fromTo() {
        return fromTo(finding.outcomes().modalBaseline(), finding.outcomes().modalCandidate());
    }

    /** The same as the means over the members. */
    String membersFromTo() {
        return fromTo(
                finding.outcomes().baseline().ratio(),
                finding.outcomes().candidate().ratio());
    }

    private static String fromTo(OptionalDouble baseline, OptionalDouble candidate) {
        return candidate.isPresent() && baseline.isPresent()
                ? Words.percent(baseline.getAsDouble()) + " → " + Words.percent(candidate.getAsDouble())
                : "–";
    }

    /** {@code +16.5 points [+11.1, +22.0]}; a dash without images. */
    String change() {
        OptionalDouble change = finding.outcomes().change();
        return change.isPresent() && interval.isPresent()
                ? Words.points(change.getAsDouble()) + " points ["
                        + Words.points(interval.get().lower()) + ", "
                        + Words.points(interval.get().upper()) + "]"
                : "–";
    }

    double margin() {
        return verdict.settings().margin(finding.metric());
    }
}
