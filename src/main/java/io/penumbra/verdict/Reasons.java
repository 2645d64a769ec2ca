package io.penumbra.verdict;

import io.penumbra.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The reasons of a verdict, in sentences. */
final class Reasons {
    private Reasons() {}

    static List<String> of(Verdict verdict) {
        var reasons = new ArrayList<String>();
        if (verdict.failures() > 0) {
            reasons.add(failures(verdict));
        }
        switch (verdict.decision()) {
            case PASS -> reasons.add(pass(verdict));
            case FAIL -> verdict.in(State.HARMED).forEach(finding -> reasons.add(harm(verdict, finding)));
            case INCONCLUSIVE -> inconclusive(reasons, verdict);
        }
        List<Exemption> unseen = verdict.observed().isEmpty() ? List.of() : verdict.unseenExemptions();
        unseen.forEach(exemption -> reasons.add("the exemption " + exemption + " names a subgroup without an image"));
        if (!verdict.findings().isEmpty()) {
            verdict.idleExemptions()
                    .forEach(exemption ->
                            reasons.add("the exemption " + exemption + " names a class that is not guarded"));
        }
        return List.copyOf(reasons);
    }

    private static String pass(Verdict verdict) {
        return text(
                "each of %d questions (subgroup and metric) shows a change below its margin (%s) after %s",
                verdict.in(State.SAFE).size(), margins(verdict), labelled(verdict.labelled()));
    }

    private static String failures(Verdict verdict) {
        long images = verdict.failures() + verdict.scored();
        return text(
                "%s gave no prediction on %,d of %,d %s; a version passes only if it has one for each",
                verdict.candidate(), verdict.failures(), images, images(images));
    }

    private static String harm(Verdict verdict, Finding finding) {
        return text(
                "%s: %s changes by %s points%s, beyond the margin of %.2f points (ln e %.2f, %s)",
                finding.subgroup(),
                finding.rate().words(),
                points(finding.outcomes().change().orElse(0)),
                verdict.interval(finding)
                        .map(interval -> " [" + points(interval.lower()) + ", " + points(interval.upper()) + "]")
                        .orElse(""),
                100 * verdict.settings().margin(finding.metric()),
                finding.logHarm(),
                counted(finding.outcomes(), ""));
    }

    /** What the change of a finding rests on. */
    private static String counted(Outcomes outcomes, String labelled) {
        long flips = outcomes.audit().changed();
        return outcomes.basis() == Basis.AUDIT
                ? text("%,d labelled %s", flips, flips == 1 ? "flip" : "flips")
                : text("%,d %s%s", outcomes.images(), labelled, images(outcomes.images()));
    }

    private static void inconclusive(List<String> reasons, Verdict verdict) {
        if (verdict.observed().isEmpty()) {
            reasons.add(verdict.candidate() + " has scored no image yet");
        } else {
            boolean isLabelled = verdict.all().filter(all -> all.known() > 0).isPresent();
            if (!isLabelled) {
                verdict.all().ifPresent(all -> reasons.add(noLabels(verdict, all)));
            }
            for (Finding finding : verdict.findings()) {
                switch (finding.state()) {
                    case OPEN -> reasons.add(open(verdict, finding));
                    case BELOW_MINIMUM -> reasons.add(tooFew(verdict, finding));
                    case NO_LABELS -> {
                        if (isLabelled || finding.observed().scored() == 0) {
                            once(reasons, noLabel(finding));
                        }
                    }
                    case HARMED, SAFE, EXEMPT -> {}
                }
            }
        }
        if (reasons.isEmpty()) {
            reasons.add(
                    verdict.findings().isEmpty()
                            ? "nothing is asked: no class is guarded, and the error is not among the metrics"
                            : "every subgroup is exempted");
        }
    }

    private static void once(List<String> reasons, String reason) {
        if (!reasons.contains(reason)) {
            reasons.add(reason);
        }
    }

    private static String noLabels(Verdict verdict, Observed all) {
        Interval interval = all.disagreementInterval(1 - verdict.settings().level());
        return text(
                "no image has a label yet; only the disagreement is known: %,d of %,d images change class, %.2f %% [%.2f, %.2f]",
                all.flips(),
                all.scored(),
                100 * all.disagreement().ratio().orElse(0),
                100 * interval.lower(),
                100 * interval.upper());
    }

    private static String noLabel(Finding finding) {
        return finding.observed().scored() == 0
                ? text("%s: no image came yet; if none will come, exempt %s", finding.subgroup(), finding.subgroup())
                : finding.subgroup() + ": no image has a label";
    }

    private static String tooFew(Verdict verdict, Finding finding) {
        String exemption = Exemption.of(finding.subgroup(), finding.rate()).name();
        long images = finding.outcomes().images(verdict.settings().evidence());
        return images == 0
                ? text(
                        "%s: no labelled image counts for the %s; if none will come, exempt %s",
                        finding.subgroup(), finding.rate().words(), exemption)
                : text(
                        "%s: the %s is known to count %,d %s, below the minimum of %,d",
                        finding.subgroup(),
                        finding.rate().words(),
                        images,
                        images(images),
                        verdict.settings().minimum());
    }

    private static String open(Verdict verdict, Finding finding) {
        Outcomes outcomes = finding.outcomes();
        String change = outcomes.change().isPresent()
                ? text(
                        "changes by %s points over %s",
                        points(outcomes.change().getAsDouble()), counted(outcomes, "labelled "))
                : "has no labelled image that was not chosen";
        return text(
                "%s: %s %s and is open; %s",
                finding.subgroup(),
                finding.rate().words(),
                change,
                needs(verdict.needs(finding).orElseThrow()));
    }

    private static String needs(Needs needs) {
        if (needs.images().isEmpty()) {
            return "at the present rates no number of images decides it";
        }
        var parts = new ArrayList<String>();
        long images = needs.images().getAsLong();
        if (images > 0) {
            parts.add(text("%,d more %s of the subgroup", images, images(images)));
        }
        if (needs.flipLabels() > 0) {
            parts.add(text("%,d %s of flips", needs.flipLabels(), needs.flipLabels() == 1 ? "label" : "labels"));
        }
        long references = needs.labels() - needs.flipLabels();
        if (references > 0) {
            parts.add(text("%,d %s", references, references == 1 ? "reference" : "references"));
        }
        return "at the present rates it needs about " + String.join(" and ", parts);
    }

    private static String labelled(long count) {
        return text("%,d labelled %s", count, images(count));
    }

    private static String images(long count) {
        return count == 1 ? "image" : "images";
    }

    private static String margins(Verdict verdict) {
        return verdict.settings().margins().entrySet().stream()
                .filter(entry -> verdict.findings().stream().anyMatch(finding -> finding.metric() == entry.getKey()))
                .map(entry -> text("%s %.2f points", entry.getKey().words(), 100 * entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String points(double change) {
        return text("%+.2f", 100 * change);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
