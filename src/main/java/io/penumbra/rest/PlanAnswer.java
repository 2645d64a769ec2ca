package io.penumbra.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.penumbra.plan.Outcome;
import io.penumbra.plan.Plan;
import io.penumbra.plan.Step;
import io.penumbra.plan.WhatIf;
import io.penumbra.verdict.Exemption;
import io.penumbra.verdict.Needs;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a verdict still takes, at the rates and the pace so far. Numbers are rough: count on a fifth more or less.
 *
 * @param summary the verdict and what decides next, in a sentence
 * @param forecast what the verdict comes to and what that takes, in a sentence
 * @param slowest the question that decides when; absent if none waits for images
 * @param expected what the verdict comes to
 * @param questions the open ones, in the order of tables
 * @param whatIfs what other settings would come to
 */
public record PlanAnswer(
        String candidate,
        String summary,
        String forecast,
        Optional<String> slowest,
        Expected expected,
        List<Question> questions,
        List<Alternative> whatIfs) {

    /**
     * @param answer {@code pass}, {@code fail}, or {@code inconclusive} if some question is not decided
     * @param undecided number of questions that are not decided at these rates
     * @param streamImages about how many images of the stream it takes
     * @param flipLabels about how many labels of flips, or of all images if evidence is made of the sample alone
     * @param references about how many reference labels
     * @param seconds about how long it takes; absent if the pace is not known
     */
    public record Expected(
            String answer, long undecided, long streamImages, long flipLabels, long references, OptionalLong seconds) {
        private static Expected of(Outcome outcome) {
            return new Expected(
                    outcome.answer().text(),
                    outcome.undecided(),
                    outcome.streamImages(),
                    outcome.labels().flips(),
                    outcome.labels().references(),
                    PlanAnswer.seconds(outcome.time()));
        }
    }

    /**
     * @param metric {@code error}, {@code false_positive_rate} or {@code false_negative_rate}
     * @param ofClass the guarded class of a false positive or false negative rate; absent for the error
     * @param answer {@code safe}, {@code harmed}, or {@code open} if no number of images decides it
     * @param images about how many more images of the subgroup it takes; absent if no number decides it
     * @param streamImages about how many images of the stream come meanwhile
     * @param imagesPerHour images of the subgroup in an hour, over the last 24 hours; absent if not known
     * @param seconds about how long it takes; absent if not known
     * @param flipLabels about how many labels of flips it takes, or of all images if evidence is made of the sample
     *     alone
     * @param referencesByClass about how many reference labels, by the class that all models say
     */
    public record Question(
            String subgroup,
            String metric,
            @JsonProperty("class") Optional<String> ofClass,
            String answer,
            OptionalLong images,
            OptionalLong streamImages,
            OptionalDouble imagesPerHour,
            OptionalLong seconds,
            long flipLabels,
            Map<String, Long> referencesByClass) {
        private static Question of(Plan plan, Step step) {
            Needs needs = step.needs();
            var references = new LinkedHashMap<String, Long>();
            for (int said = 0; said < needs.references().size(); said++) {
                references.put(
                        step.finding().outcomes().references().get(said).said(),
                        needs.references().get(said));
            }
            return new Question(
                    step.finding().subgroup().name(),
                    step.finding().metric().text(),
                    step.finding().rate().ofClass(),
                    needs.answer().text(),
                    needs.images(),
                    step.streamImages(),
                    plan.pace().perHour(step.finding().subgroup()),
                    PlanAnswer.seconds(step.time()),
                    step.imageLabels(),
                    references);
        }
    }

    /** @param change of the settings, in words */
    public record Alternative(String change, Expected expected) {}

    static PlanAnswer of(Plan plan, List<WhatIf> whatIfs) {
        Outcome outcome = plan.outcome();
        return new PlanAnswer(
                plan.verdict().candidate(),
                plan.summary(),
                outcome.inWords(),
                outcome.slowest().map(PlanAnswer::name),
                Expected.of(outcome),
                plan.steps().stream().map(step -> Question.of(plan, step)).toList(),
                whatIfs.stream()
                        .map(each -> new Alternative(each.change(), Expected.of(each.outcome())))
                        .toList());
    }

    private static String name(Step step) {
        return Exemption.of(step.finding().subgroup(), step.finding().rate()).name();
    }

    private static OptionalLong seconds(Optional<Duration> time) {
        return time.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(time.get().toSeconds());
    }
}
