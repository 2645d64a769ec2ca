package io.penumbra.console;

import io.penumbra.counts.Subgroup;
import io.penumbra.plan.Plan;
import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.Observed;
import io.penumbra.verdict.Rate;
import io.penumbra.verdict.State;
import io.penumbra.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A candidate on the page Rollout: may it ship, why, for whom, what it saves.
 *
 * @param facts how much was seen
 * @param since when the verdict last changed, such as {@code since 2026-01-31 09:41}; empty while that is not known
 * @param says why, as a sentence that begins after the candidate's name
 * @param details what follows
 */
record Card(
        String name,
        Mark mark,
        String facts,
        Optional<String> since,
        String says,
        List<String> details,
        List<Link> actions,
        Optional<Forest> forest,
        Optional<Saving> saving) {
    private static final int MOST_ROWS = 5;

    static Card of(Plan plan, Optional<Saving> saving, History history) {
        Verdict verdict = plan.verdict();
        return new Card(
                verdict.candidate(),
                Mark.of(verdict.decision()),
                facts(verdict),
                history.since(),
                says(plan),
                details(plan),
                actions(verdict),
                forest(verdict),
                saving);
    }

    /** The card on the candidate's own page, which needs no link to itself. */
    Card onItsPage() {
        String page = Link.Addresses.candidate(name);
        return new Card(
                name,
                mark,
                facts,
                since,
                says,
                details,
                actions.stream().filter(link -> !link.address().equals(page)).toList(),
                forest,
                saving);
    }

    private static String facts(Verdict verdict) {
        long safe = count(verdict, State.SAFE);
        long judged = asked(verdict);
        return verdict.decision() == Decision.INCONCLUSIVE && judged > 0
                ? safe + " of " + Words.count(judged, "question") + " safe"
                : Words.count(known(verdict), "labelled image");
    }

    /** Images with a label of any kind. */
    private static long known(Verdict verdict) {
        return verdict.observed().stream()
                .filter(each -> each.subgroup().equals(Subgroup.ALL))
                .mapToLong(Observed::known)
                .sum();
    }

    private static long count(Verdict verdict, State state) {
        return verdict.findings().stream()
                .filter(finding -> finding.state() == state)
                .count();
    }

    private static long asked(Verdict verdict) {
        return verdict.findings().size() - count(verdict, State.EXEMPT);
    }

    private static String says(Plan plan) {
        Verdict verdict = plan.verdict();
        if (verdict.scored() == 0) {
            return "has scored no image yet.";
        }
        return switch (verdict.decision()) {
            case FAIL ->
                verdict.worst()
                        .map(worst -> Question.of(verdict, worst).harm() + ".")
                        .orElse("harms a subgroup.");
            case PASS ->
                "worsens no subgroup by more than the margin, in all " + Words.count(asked(verdict), "question") + ".";
            case INCONCLUSIVE ->
                !plan.hasLabels()
                        ? "cannot be judged: no image has a label yet."
                        : "is not shown to harm anybody; " + unanswered(verdict) + ".";
        };
    }

    private static String unanswered(Verdict verdict) {
        long open = asked(verdict) - count(verdict, State.SAFE);
        if (open == asked(verdict)) {
            return "all " + Words.count(open, "question") + (open == 1 ? " is" : " are") + " open";
        }
        return open == 0
                ? "all questions are answered"
                : Words.small(open) + " of " + Words.count(asked(verdict), "question") + (open == 1 ? " is" : " are")
                        + " open";
    }

    private static List<String> details(Plan plan) {
        Verdict verdict = plan.verdict();
        var details = new ArrayList<String>();
        if (verdict.failures() > 0) {
            details.add("It gave no prediction on " + Words.count(verdict.failures(), "image") + ".");
        }
        switch (verdict.decision()) {
            case FAIL -> harm(verdict, details);
            case PASS -> details.add("Shown by " + Words.count(known(verdict), "labelled image") + ".");
            case INCONCLUSIVE -> next(plan, details);
        }
        return List.copyOf(details);
    }

    private static void harm(Verdict verdict, List<String> details) {
        verdict.worst().ifPresent(worst -> {
            var question = Question.of(verdict, worst);
            details.add(question.change() + "; tolerated are " + Words.plain(100 * question.margin()) + ".");
            long others = count(verdict, State.HARMED) - 1;
            if (others > 0) {
                details.add("Harm is shown for " + Words.small(others) + " more "
                        + (others == 1 ? "question." : "questions."));
            }
        });
    }

    private static void next(Plan plan, List<String> details) {
        Verdict verdict = plan.verdict();
        if (!plan.hasLabels()) {
            verdict.all()
                    .ifPresent(seen -> details.add("It answers differently from the baseline on "
                            + Words.count(seen.flips()) + " of " + Words.count(seen.scored(), "image") + "."));
        }
        plan.next().forEach(each -> details.add(Words.capital(each) + "."));
    }

    private static List<Link> actions(Verdict verdict) {
        String gallery = verdict.decision() == Decision.FAIL
                ? verdict.worst()
                        .map(worst -> Link.Addresses.gallery(
                                verdict.candidate(), worst.subgroup().name()))
                        .orElse(Link.Addresses.gallery(verdict.candidate()))
                : Link.Addresses.gallery(verdict.candidate());
        var actions = new ArrayList<Link>();
        if (verdict.decision() == Decision.INCONCLUSIVE) {
            actions.add(Link.ofPictures(Link.Addresses.audit(verdict.candidate()), "Label images"));
        }
        actions.add(Link.candidate(verdict.candidate(), "Evidence"));
        actions.add(Link.ofPictures(gallery, "See where the models part"));
        return List.copyOf(actions);
    }

    /** The metric of the worst question, on all images and on the subgroups of one attribute. */
    private static Optional<Forest> forest(Verdict verdict) {
        return verdict.worst().map(worst -> {
            Rate rate = worst.rate();
            var changes = new ArrayList<Forest.Change>();
            for (Finding finding : verdict.findings()) {
                boolean shown = finding.rate().equals(rate)
                        && finding.outcomes().change().isPresent()
                        && (finding.subgroup().order() <= 1 && changes.size() < MOST_ROWS || finding.equals(worst));
                if (shown) {
                    changes.add(new Forest.Change(
                            Words.subgroup(finding.subgroup()),
                            finding.outcomes().change().orElseThrow(),
                            verdict.interval(finding),
                            Mark.of(finding.state())));
                }
            }
            var question = Question.of(verdict, worst);
            return Forest.of("Change of " + question.metric(), changes, question.margin());
        });
    }
}
