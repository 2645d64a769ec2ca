package io.penumbra.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.penumbra.plan.Step;
import io.penumbra.statistics.Interval;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.Needs;
import io.penumbra.verdict.Outcomes;
import io.penumbra.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The evidence on one question: one subgroup and one metric, the latter of one class unless it is the error. Rates,
 * regressions, fixes, change, interval and evidence are of modal classes. The means over the members of a model have
 * fields of their own.
 *
 * @param metric {@code error}, {@code false_positive_rate} or {@code false_negative_rate}
 * @param ofClass the guarded class of a false positive or false negative rate; absent for the error
 * @param state {@code harmed}, {@code safe}, {@code open}, {@code below_minimum}, {@code no_labels} or {@code exempt}
 * @param margin the tolerated harm, as a difference of rates
 * @param labelled labelled images of the subgroup
 * @param images those that the metric counts
 * @param regressions images of the metric on which only the candidate is wrong
 * @param fixes images of the metric on which only the baseline is wrong
 * @param baseline the baseline's rate by modal classes, 0 to 1
 * @param candidate the candidate's, likewise
 * @param change candidate − baseline = (regressions − fixes) / images, −1 to 1
 * @param changeBasis {@code sample} if the change and its interval rest on the labels above; {@code audit} if they rest
 *     on the labels of flips, because these are more
 * @param baselineMembers the baseline's rate as the mean over its members, 0 to 1
 * @param candidateMembers the candidate's, likewise
 * @param lower lower end of the confidence sequence for the change, which covers it at all times together with
 *     confidence 1 − level
 * @param upper upper end
 * @param logHarm natural logarithm of the evidence that the change is beyond the margin
 * @param logSafety natural logarithm of the evidence that the change is below the margin
 * @param sample the logarithms of the evidence of labels that were not chosen
 * @param audit the same of all scored images
 * @param decides {@code sample} or {@code audit}: the basis that has decided the question, or is nearest to it
 * @param flips images of the subgroup on which the modal classes differ
 * @param unlabelledFlips those of them that the audit counts and that have no label
 * @param imagesNeeded about how many more images of the subgroup decide the question; absent if it needs none, or if
 *     no number decides it
 * @param flipLabelsNeeded about how many labels of flips it needs, with those of further images
 * @param referencesNeeded about how many reference labels it needs, by the class that all models say
 */
public record FindingAnswer(
        String subgroup,
        String metric,
        @JsonProperty("class") Optional<String> ofClass,
        String state,
        double margin,
        long labelled,
        long images,
        long regressions,
        long fixes,
        OptionalDouble baseline,
        OptionalDouble candidate,
        OptionalDouble change,
        String changeBasis,
        OptionalDouble baselineMembers,
        OptionalDouble candidateMembers,
        Optional<Double> lower,
        Optional<Double> upper,
        double logHarm,
        double logSafety,
        LogEvidence sample,
        LogEvidence audit,
        String decides,
        long flips,
        long unlabelledFlips,
        OptionalLong imagesNeeded,
        OptionalLong flipLabelsNeeded,
        Map<String, Long> referencesNeeded) {

    /** Natural logarithms of the evidence that the change is beyond the margin, and that it is below. */
    public record LogEvidence(double harm, double safety) {}

    static FindingAnswer of(Verdict verdict, Finding finding, Optional<Step> step) {
        Outcomes outcomes = finding.outcomes();
        Optional<Interval> interval = verdict.interval(finding);
        Optional<Needs> needs = step.map(Step::needs);
        return new FindingAnswer(
                finding.subgroup().name(),
                finding.metric().text(),
                finding.rate().ofClass(),
                finding.state().text(),
                verdict.settings().margin(finding.metric()),
                finding.labelled(),
                outcomes.images(),
                outcomes.paired().regressions(),
                outcomes.paired().fixes(),
                outcomes.modalBaseline(),
                outcomes.modalCandidate(),
                outcomes.change(),
                outcomes.basis().text(),
                outcomes.baseline().ratio(),
                outcomes.candidate().ratio(),
                interval.map(Interval::lower),
                interval.map(Interval::upper),
                finding.logHarm(),
                finding.logSafety(),
                new LogEvidence(finding.harm().sample(), finding.safety().sample()),
                new LogEvidence(finding.harm().audit(), finding.safety().audit()),
                finding.decides().text(),
                finding.observed().flips(),
                finding.observed().unlabelledFlips(),
                needs.map(Needs::images).orElse(OptionalLong.empty()),
                needs.map(each -> OptionalLong.of(each.flipLabels())).orElse(OptionalLong.empty()),
                needs.map(each -> references(outcomes, each)).orElse(Map.of()));
    }

    private static Map<String, Long> references(Outcomes outcomes, Needs needs) {
        var references = new LinkedHashMap<String, Long>();
        for (int said = 0; said < needs.references().size(); said++) {
            references.put(
                    outcomes.references().get(said).said(), needs.references().get(said));
        }
        return references;
    }
}
