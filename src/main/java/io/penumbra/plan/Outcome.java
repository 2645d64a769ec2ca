package io.penumbra.plan;

import io.penumbra.verdict.Decision;
import io.penumbra.verdict.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a verdict comes to at the rates so far, and what that takes.
 *
 * @param answer {@code INCONCLUSIVE} if some question is not decided
 * @param undecided questions that no number of images decides, or that worsen by more than their margin without evidence
 *     so far
 * @param slowest the question that decides when: the first to show harm, or else the last to be decided
 * @param streamImages images of the stream until then
 * @param time until then; empty if the pace is not known
 * @param labels that this takes
 */
public record Outcome(
        Decision answer,
        long undecided,
        Optional<Step> slowest,
        long streamImages,
        Optional<Duration> time,
        Labels labels) {

    static Outcome of(Plan plan) {
        Decision now = plan.verdict().decision();
        if (now != Decision.INCONCLUSIVE) {
            return new Outcome(now, 0, Optional.empty(), 0, Optional.of(Duration.ZERO), Labels.NONE);
        }
        Optional<Step> harm = plan.firstHarm();
        if (harm.isPresent()) {
            return of(Decision.FAIL, 0, harm, List.of(harm.get()));
        }
        List<Step> decided = plan.steps().stream()
                .filter(step -> step.isDecidable() && step.needs().answer() != State.HARMED)
                .toList();
        long undecided = plan.steps().size() - decided.size();
        boolean passes = undecided == 0 && plan.verdict().failures() == 0 && plan.asked() > 0;
        return of(passes ? Decision.PASS : Decision.INCONCLUSIVE, undecided, plan.slowest(), decided);
    }

    private static Outcome of(Decision answer, long undecided, Optional<Step> slowest, List<Step> decided) {
        return new Outcome(
                answer,
                undecided,
                slowest,
                slowest.map(Step::streamImages).orElse(OptionalLong.empty()).orElse(0),
                slowest.isPresent() ? slowest.get().time() : Optional.of(Duration.ZERO),
                Labels.together(decided));
    }

    /** For example {@code a pass takes about 12,000 images of the stream, 3 h and 41 labels of flips; the slowest …}. */
    public String inWords() {
        String question = slowest.map(step -> Phrases.question(step.finding())).orElse("");
        return switch (answer) {
            case PASS ->
                amount().isEmpty()
                        ? "the candidate passes"
                        : "a pass takes about " + amount() + (question.isEmpty() ? "" : "; the slowest is " + question);
            case FAIL ->
                amount().isEmpty()
                        ? "the candidate fails"
                        : "a fail takes about " + amount() + "; the first to show harm is " + question;
            case INCONCLUSIVE ->
                Phrases.count(undecided, "question") + (undecided == 1 ? " is" : " are")
                        + " not decided at these rates"
                        + (amount().isEmpty() ? "" : "; the others take about " + amount())
                        + (question.isEmpty() ? "" : ", and the slowest of them is " + question);
        };
    }

    private String amount() {
        var parts = new ArrayList<String>();
        if (streamImages > 0) {
            parts.add(Phrases.count(Phrases.rounded(streamImages), "image") + " of the stream");
            time.ifPresent(known -> parts.add(Phrases.time(known)));
        }
        if (labels.flips() > 0) {
            parts.add(Phrases.count(Phrases.rounded(labels.flips()), "label"));
        }
        if (labels.references() > 0) {
            parts.add(Phrases.count(Phrases.rounded(labels.references()), "reference"));
        }
        return String.join(", ", parts);
    }
}
