package io.penumbra.rest;

import io.penumbra.statistics.Interval;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.Outcomes;
import io.penumbra.verdict.Verdict;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What is known of one subgroup in one metric. The rates are means over the members of the populations; regressions, fixes, change, interval
 * and evidence compare modal classes.
 *
 * @param metric {@code error}, {@code false_positive_rate} or {@code false_negative_rate}
 * @param state {@code harmed}, {@code safe}, {@code open}, {@code below_minimum}, {@code no_labels} or {@code exempt}
 * @param labelled labelled images of the subgroup
 * @param images those of them that the metric is of
 * @param regressions of these: only the candidate is wrong
 * @param fixes only the baseline is wrong
 * @param baseline the baseline's rate
 * @param candidate the candidate's
 * @param change (regressions − fixes) / images
 * @param lower of an interval for the change that covers it at all times together, with confidence 1 − level
 * @param upper its upper end
 * @param logHarm natural logarithm of the evidence that the change is beyond the margin
 * @param logSafety natural logarithm of the evidence that it is below
 * @param imagesNeeded about how many more labelled images of the subgroup decide it
 */
public record FindingAnswer(
        String subgroup,
        String metric,
        String state,
        long labelled,
        long images,
        long regressions,
        long fixes,
        OptionalDouble baseline,
        OptionalDouble candidate,
        OptionalDouble change,
        Optional<Double> lower,
        Optional<Double> upper,
        double logHarm,
        double logSafety,
        OptionalLong imagesNeeded) {

    static FindingAnswer of(Verdict verdict, Finding finding) {
        Outcomes outcomes = finding.outcomes();
        Optional<Interval> interval = verdict.interval(finding);
        return new FindingAnswer(
                finding.subgroup().name(),
                finding.metric().text(),
                finding.state().text(),
                finding.labelled(),
                outcomes.images(),
                outcomes.paired().regressions(),
                outcomes.paired().fixes(),
                outcomes.baseline().ratio(),
                outcomes.candidate().ratio(),
                outcomes.change(),
                interval.map(Interval::lower),
                interval.map(Interval::upper),
                finding.logHarm(),
                finding.logSafety(),
                verdict.imagesNeeded(finding));
    }
}
