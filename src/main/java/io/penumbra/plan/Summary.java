package io.penumbra.plan;

import io.penumbra.verdict.State;
import io.penumbra.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A verdict and what decides next, in a sentence. */
final class Summary {
    private Summary() {}

    static String of(Plan plan) {
        Verdict verdict = plan.verdict();
        String answer =
                switch (verdict.decision()) {
                    case PASS -> safe(plan);
                    case FAIL -> harmed(plan);
                    case INCONCLUSIVE -> inconclusive(plan);
                };
        return verdict.decision().text() + ": " + answer;
    }

    private static String safe(Plan plan) {
        long asked = plan.asked();
        long safe = plan.count(State.SAFE);
        return safe == asked && asked > 1
                ? Phrases.text("all %,d questions are safe", asked)
                : Phrases.text("%,d of %s %s safe", safe, Phrases.count(asked, "question"), safe == 1 ? "is" : "are");
    }

    private static String harmed(Plan plan) {
        long harmed = plan.count(State.HARMED);
        String count = Phrases.text(
                "%,d of %s %s harmed", harmed, Phrases.count(plan.asked(), "question"), harmed == 1 ? "is" : "are");
        return plan.verdict()
                .worst()
                .map(worst -> Phrases.text(
                        "%s; the worst is %s, %+.2f points where %s %s tolerated",
                        count,
                        Phrases.question(worst),
                        100 * worst.outcomes().change().orElse(0),
                        Phrases.plain(100 * plan.verdict().settings().margin(worst.metric())),
                        plan.verdict().settings().margin(worst.metric()) == 0.01 ? "is" : "are"))
                .orElse(count);
    }

    private static String inconclusive(Plan plan) {
        Verdict verdict = plan.verdict();
        var parts = new ArrayList<String>();
        if (verdict.failures() > 0) {
            parts.add(verdict.candidate() + " gave no prediction on " + Phrases.count(verdict.failures(), "image"));
        }
        if (verdict.observed().isEmpty()) {
            parts.add(verdict.candidate() + " has scored no image yet");
        } else if (plan.asked() == 0) {
            parts.add("every question is exempted");
        } else {
            parts.add(safe(plan));
            if (!plan.hasLabels()) {
                parts.add("no image has a label yet");
            }
            parts.addAll(next(plan));
        }
        return String.join("; ", parts);
    }

    static List<String> next(Plan plan) {
        var next = new ArrayList<String>();
        if (plan.hasLabels()) { // without one it would be a guess
            Optional<Step> harm = plan.firstHarm();
            harm.ifPresent(step -> next.add("harm would be shown first for " + Phrases.question(step.finding())
                    + ", after " + takes(plan, step)));
            plan.slowest()
                    .filter(step -> harm.isEmpty())
                    .ifPresent(step ->
                            next.add("the slowest is " + Phrases.question(step.finding()) + ", " + takes(plan, step)));
        }
        byLabels(plan, next);
        long unseen = plan.steps().stream().filter(Summary::isUnseen).count();
        long never = plan.steps().stream()
                .filter(step -> !step.isDecidable() && !isUnseen(step))
                .count();
        if (plan.worsening() > 0) {
            next.add(Phrases.text(
                    "so far %s by more than the margin, without evidence for it",
                    plan.worsening() == 1
                            ? "1 question worsens"
                            : Phrases.text("%,d questions worsen", plan.worsening())));
        }
        if (never > 0) {
            next.add("at the present rates no number of images decides " + Phrases.count(never, "question"));
        }
        if (unseen > 0) {
            next.add("no image came yet for " + Phrases.count(unseen, "question"));
        }
        return List.copyOf(next);
    }

    private static boolean isUnseen(Step step) {
        return step.finding().observed().scored() == 0;
    }

    private static String takes(Plan plan, Step step) {
        if (!step.waits()) {
            return step.inWords().orElse("no more images");
        }
        return step.time().isPresent()
                ? "about " + Phrases.time(step.time().get())
                : Phrases.text(
                        "about %,d more of them, and %s",
                        Phrases.rounded(step.needs().images().orElse(0)),
                        plan.pace().isKnown()
                                ? "none came in the last 24 h"
                                : "how fast they come is not known before the second minute");
    }

    /** Questions that need no further image. Labels of flips come first, because they need no reference. */
    private static void byLabels(Plan plan, List<String> next) {
        List<Step> byFlips = plan.steps().stream()
                .filter(step -> step.needs().labelsSuffice() && step.needs().labels() > 0)
                .filter(step -> step.needs().labels() == step.needs().flipLabels())
                .toList();
        List<Step> byReferences = plan.steps().stream()
                .filter(step -> step.needs().labelsSuffice()
                        && step.needs().labels() > step.needs().flipLabels())
                .toList();
        Labels first = Labels.together(byFlips);
        Labels all = Labels.together(
                Stream.concat(byFlips.stream(), byReferences.stream()).toList());
        if (!byFlips.isEmpty()) {
            next.add(Phrases.text(
                    "%s of flips would decide %s",
                    Phrases.count(first.flips(), "label"),
                    ofOpen(byFlips.size(), plan.steps().size())));
        }
        if (!byReferences.isEmpty()) {
            long flips = all.flips() - first.flips();
            String label = byFlips.isEmpty() ? "label" : "more label";
            next.add(Phrases.text(
                    "%s%s would decide %s",
                    flips > 0 ? Phrases.count(flips, label) + " of flips and " : "",
                    Phrases.count(all.references(), "reference"),
                    byFlips.isEmpty()
                            ? ofOpen(byReferences.size(), plan.steps().size())
                            : Phrases.text("%,d more", byReferences.size())));
        }
    }

    private static String ofOpen(int decided, int open) {
        return decided == open
                ? decided == 1 ? "the open one" : Phrases.text("all %,d that are open", open)
                : Phrases.text("%,d of the %,d that are open", decided, open);
    }
}
