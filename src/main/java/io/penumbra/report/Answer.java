package io.penumbra.report;

import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Verdict;
import io.penumbra.verdict.VerdictSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Which candidates may ship, in sentences. It is the verdict of the gate with its default settings on the images of the
 * study.
 */
public final class Answer {
    private Answer() {}

    public static String of(Study study) {
        var gate = new Gate(VerdictSettings.DEFAULT, Map.of());
        return of(study.candidates().stream()
                .map(candidate -> gate.verdict(study.subgroups(), study.classes(), candidate.name()))
                .toList());
    }

    static String of(List<Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return "There is no candidate.";
        }
        var sentences = new ArrayList<String>();
        verdicts.stream()
                .filter(verdict -> verdict.decision() == Decision.FAIL)
                .map(Answer::harm)
                .forEach(sentences::add);
        List<String> safe = named(verdicts, Decision.PASS);
        if (!safe.isEmpty()) {
            sentences.add(listed(safe) + " may ship.");
        }
        List<String> open = named(verdicts, Decision.INCONCLUSIVE);
        if (!open.isEmpty()) {
            sentences.add("These images do not show whether " + listed(open) + (open.size() == 1 ? " harms" : " harm")
                    + " anybody.");
        }
        return String.join(" ", sentences);
    }

    private static List<String> named(List<Verdict> verdicts, Decision decision) {
        return verdicts.stream()
                .filter(verdict -> verdict.decision() == decision)
                .map(Verdict::candidate)
                .toList();
    }

    private static String harm(Verdict verdict) {
        return verdict.candidate() + " must not ship"
                + verdict.worst().map(worst -> ": it " + harm(worst)).orElse("") + ".";
    }

    /** {@code misses blond on old female images in 35 % instead of 19 %, by majority vote}. */
    private static String harm(Finding finding) {
        String of = finding.rate().ofClass().orElse("");
        String does = finding.metric() == GuardedMetric.ERROR
                ? "is wrong"
                : finding.metric() == GuardedMetric.FALSE_NEGATIVE_RATE ? "misses " + of : "falsely says " + of;
        OptionalDouble baseline = finding.outcomes().modalBaseline();
        OptionalDouble candidate = finding.outcomes().modalCandidate();
        return does + " on " + finding.subgroup().words() + " images"
                + (baseline.isPresent() && candidate.isPresent()
                        ? String.format(
                                Locale.ROOT,
                                " in %.1f %% instead of %.1f %%, by majority vote",
                                100 * candidate.getAsDouble(),
                                100 * baseline.getAsDouble())
                        : "");
    }

    /** {@code a, b and c}. */
    private static String listed(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
