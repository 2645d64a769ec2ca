package io.penumbra.console;

import io.penumbra.plan.Plan;
import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Every candidate, those that must not ship first.
 *
 * @param headline the answer
 * @param baseline the name of the full model
 */
record RolloutPage(String headline, String baseline, List<Card> cards) {
    private static final Comparator<Verdict> ORDER =
            Comparator.comparingInt((Verdict verdict) -> rank(verdict)).thenComparing(Verdict::candidate);

    static RolloutPage of(
            String baseline,
            List<Plan> plans,
            Function<String, Optional<Saving>> savings,
            Function<Verdict, History> histories) {
        return new RolloutPage(
                headline(plans.stream().map(Plan::verdict).toList()),
                baseline,
                plans.stream()
                        .sorted(Comparator.comparing(Plan::verdict, ORDER))
                        .map(plan -> Card.of(
                                plan, savings.apply(plan.verdict().candidate()), histories.apply(plan.verdict())))
                        .toList());
    }

    private static int rank(Verdict verdict) {
        return switch (verdict.decision()) {
            case FAIL -> 0;
            case INCONCLUSIVE -> 1;
            case PASS -> 2;
        };
    }

    /** {@code One candidate must not ship, two may}. */
    static String headline(List<Verdict> verdicts) {
        long fail = count(verdicts, Decision.FAIL);
        long pass = count(verdicts, Decision.PASS);
        long open = count(verdicts, Decision.INCONCLUSIVE);
        if (verdicts.isEmpty()) {
            return "There is no candidate yet";
        }
        if (fail + pass == 0) {
            return "No candidate is decided yet";
        }
        var parts = new ArrayList<String>();
        if (fail > 0) {
            parts.add(Words.small(fail) + (fail == 1 ? " candidate" : " candidates") + " must not ship");
        }
        if (pass > 0) {
            parts.add(Words.small(pass) + (fail > 0 ? "" : pass == 1 ? " candidate" : " candidates") + " may ship");
        }
        if (open > 0) {
            parts.add(Words.small(open) + (open == 1 ? " is" : " are") + " not decided");
        }
        return Words.capital(String.join(", ", parts));
    }

    private static long count(List<Verdict> verdicts, Decision decision) {
        return verdicts.stream()
                .filter(verdict -> verdict.decision() == decision)
                .count();
    }

    /** {@code Five candidates run}. */
    public String run() {
        return Words.capital(Words.small(cards.size())) + (cards.size() == 1 ? " candidate runs" : " candidates run");
    }
}
