package io.penumbra.demo;

import io.penumbra.counts.Subgroup;
import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.State;
import io.penumbra.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Verdicts in words. */
final class VerdictNews {
    private final Map<String, Decision> known = new HashMap<>();

    /** One line for each candidate whose verdict is another one than at the last call. */
    List<String> news(List<Verdict> verdicts) {
        var lines = new ArrayList<String>();
        for (Verdict verdict : verdicts) {
            Decision before = known.put(verdict.candidate(), verdict.decision());
            if (before != verdict.decision() && (before != null || verdict.decision() != Decision.INCONCLUSIVE)) {
                lines.add("verdict: " + sentence(verdict));
            }
        }
        return lines;
    }

    /** For example {@code float16 may ship: each of 24 questions shows …}. */
    static String sentence(Verdict verdict) {
        return verdict.candidate() + " "
                + switch (verdict.decision()) {
                    case PASS -> "may ship: " + verdict.reasons().get(0);
                    case FAIL -> "must not ship: " + worst(verdict);
                    case INCONCLUSIVE -> open(verdict);
                };
    }

    /** The reason that names who is harmed most. */
    private static String worst(Verdict verdict) {
        List<String> reasons = verdict.reasons();
        return verdict.findings().stream()
                .filter(finding -> finding.state() == State.HARMED)
                .filter(finding -> !finding.subgroup().equals(Subgroup.ALL))
                .max(Comparator.comparingDouble(
                        finding -> finding.outcomes().change().orElse(0)))
                .flatMap(worst -> reasons.stream()
                        .filter(reason -> reason.startsWith(question(worst)))
                        .findFirst())
                .orElse(reasons.get(0));
    }

    private static String question(Finding finding) {
        return finding.subgroup() + ": " + finding.rate().words();
    }

    private static String open(Verdict verdict) {
        return "is open: "
                + Outlook.of(verdict)
                        .map(next -> String.format(
                                Locale.ROOT,
                                "the %s of %s decides, after about %,d more images",
                                next.finding().rate().words(),
                                next.finding().subgroup(),
                                next.images()))
                        .orElse("at the present rates no number of images decides it");
    }

    /** A table of all verdicts, as text. */
    static String table(List<Verdict> verdicts) {
        int width =
                verdicts.stream().mapToInt(v -> v.candidate().length()).max().orElse(0);
        var table = new StringBuilder();
        for (Verdict verdict : verdicts) {
            table.append(String.format(
                    "%-" + width + "s  %-12s  %s%n",
                    verdict.candidate(),
                    verdict.decision().text(),
                    sentence(verdict)));
        }
        return table.toString();
    }
}
