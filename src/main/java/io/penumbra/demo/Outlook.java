package io.penumbra.demo;

import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.State;
import io.penumbra.verdict.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The question that decides a candidate, at the present rates. A candidate whose change in some question is beyond the
 * margin is decided by the first such question that is answered; any other by the last one of all.
 *
 * @param images about how many more images of the stream, of all subgroups, it takes
 */
record Outlook(String candidate, Finding finding, long images) {
    private static final Comparator<Outlook> SOONEST = Comparator.comparingLong(Outlook::images);

    /** Empty if the candidate has its verdict, or if the present rates lead to none. */
    static Optional<Outlook> of(Verdict verdict) {
        if (verdict.decision() != Decision.INCONCLUSIVE) {
            return Optional.empty();
        }
        var towardsHarm = new ArrayList<Outlook>();
        var towardsSafety = new ArrayList<Outlook>();
        boolean foreseeable = true;
        for (Finding finding : verdict.findings()) {
            if (!waits(finding.state())) {
                continue;
            }
            Optional<Outlook> outlook = of(verdict, finding);
            boolean beyond =
                    finding.outcomes().change().orElse(0) > verdict.settings().margin(finding.metric());
            outlook.ifPresent((beyond ? towardsHarm : towardsSafety)::add);
            foreseeable &= outlook.isPresent() && !beyond;
        }
        if (!towardsHarm.isEmpty()) {
            return towardsHarm.stream().min(SOONEST);
        }
        return foreseeable ? towardsSafety.stream().max(SOONEST) : Optional.empty();
    }

    private static boolean waits(State state) {
        return state == State.OPEN || state == State.BELOW_MINIMUM || state == State.NO_LABELS;
    }

    private static Optional<Outlook> of(Verdict verdict, Finding finding) {
        OptionalLong needed = verdict.imagesNeeded(finding);
        return needed.isEmpty() || finding.labelled() == 0
                ? Optional.empty()
                : Optional.of(new Outlook(
                        verdict.candidate(),
                        finding,
                        Math.round((double) needed.getAsLong() * verdict.scored() / finding.labelled())));
    }

    /** That of the candidate that is decided first. */
    static Optional<Outlook> next(List<Verdict> verdicts) {
        return verdicts.stream().flatMap(verdict -> of(verdict).stream()).min(SOONEST);
    }
}
