package io.penumbra.plan;

import io.penumbra.verdict.Finding;
import io.penumbra.verdict.State;
import io.penumbra.verdict.Verdict;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a verdict still takes at the rates and the pace seen so far.
 *
 * @param steps the open questions, in the order of tables
 */
public record Plan(Verdict verdict, Pace pace, List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    public static Plan of(Verdict verdict, Pace pace) {
        return new Plan(
                verdict,
                pace,
                verdict.findings().stream()
                        .flatMap(finding ->
                                verdict.needs(finding).stream().map(needs -> Step.of(verdict, finding, needs, pace)))
                        .toList());
    }

    /** What an open question takes. Empty if it has its answer, or is exempted. */
    public Optional<Step> step(Finding finding) {
        return steps.stream().filter(step -> step.finding() == finding).findFirst();
    }

    /**
     * The step that waits longest for images, of those that do not head for harm. A subgroup of which no image came lately takes longer than any other; if
     * no pace is known, most images take longest. Empty if none waits for images.
     */
    public Optional<Step> slowest() {
        return steps.stream()
                .filter(step -> step.waits() && !headsForHarm(step))
                .max(byWait());
    }

    private static boolean headsForHarm(Step step) {
        return step.needs().answer() == State.HARMED;
    }

    /** Number of questions that worsen by more than their margin so far, without evidence for it. */
    long worsening() {
        return steps.stream()
                .filter(step -> headsForHarm(step) && !step.evident())
                .count();
    }

    /** What the verdict comes to. */
    public Outcome outcome() {
        return Outcome.of(this);
    }

    /** What other settings would come to, on the same counts. */
    public List<WhatIf> whatIfs() {
        return WhatIf.of(
                this,
                (settings, asked) -> of(
                        Verdict.of(
                                verdict.candidate(),
                                settings,
                                verdict.observed().stream()
                                        .map(observed -> observed.of(asked))
                                        .toList()),
                        pace));
    }

    /**
     * The step that would show harm first, of those for which evidence points there already. Empty if none does.
     */
    public Optional<Step> firstHarm() {
        return steps.stream()
                .filter(step -> headsForHarm(step) && step.evident())
                .min(byWait());
    }

    private Comparator<Step> byWait() {
        Comparator<Step> byImages =
                Comparator.comparingLong(step -> step.streamImages().orElse(0));
        Comparator<Step> byTime = Comparator.comparing(step -> step.time().orElse(Duration.ofSeconds(Long.MAX_VALUE)));
        return pace.isKnown() ? byTime.thenComparing(byImages) : byImages;
    }

    /** Whether any image has a label, chosen or not. */
    public boolean hasLabels() {
        return verdict.observed().stream().anyMatch(seen -> seen.known() > 0);
    }

    /** Number of questions in a state. */
    long count(State state) {
        return verdict.findings().stream()
                .filter(finding -> finding.state() == state)
                .count();
    }

    /** Number of questions that are judged. */
    long asked() {
        return verdict.findings().size() - count(State.EXEMPT);
    }

    /** The answer in one sentence, for example {@code inconclusive: 18 of 27 questions are safe; …}. */
    public String summary() {
        return Summary.of(this);
    }

    /** What decides next, each as a part of a sentence. Empty if the verdict is not inconclusive. */
    public List<String> next() {
        return Summary.next(this);
    }
}
