package io.penumbra.rest;

import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Snapshot;
import io.penumbra.plan.Pace;
import io.penumbra.plan.Plan;
import io.penumbra.verdict.Verdict;
import io.penumbra.verdict.VerdictSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a candidate may ship.
 *
 * @param verdict {@code pass}, {@code fail} or {@code inconclusive}
 * @param summary the verdict and what decides next, in a sentence
 * @param scored number of images that the candidate has scored
 * @param labelled number of them whose label is known
 * @param failures number of images that the baseline scored and on which the candidate gave no prediction
 * @param worstSubgroup the subgroup with the largest change for the worse: among those harmed, or else among all judged
 * @param reasons sentences
 * @param baselineVersion digest of the baseline version that the candidate is compared with
 * @param candidateVersion digest of the candidate version that is judged; absent before its first image, and if another
 *     one was asked for
 * @param margins the tolerated harm by guarded metric, as a difference of rates
 * @param level how often a verdict may be wrong, 0 to 1
 * @param minimum labelled images that a question's metric must count before the question is judged
 * @param findings by subgroup, guarded metric and class
 * @param disagreement by subgroup
 */
public record GateAnswer(
        String verdict,
        String summary,
        String candidate,
        long scored,
        long labelled,
        long failures,
        Optional<String> worstSubgroup,
        List<String> reasons,
        Optional<String> baselineVersion,
        Optional<String> candidateVersion,
        Map<String, Double> margins,
        double level,
        long minimum,
        List<FindingAnswer> findings,
        List<Disagreement> disagreement) {

    static GateAnswer of(Plan plan, Snapshot snapshot) {
        Verdict verdict = plan.verdict();
        return of(
                plan,
                plan.summary(),
                snapshot,
                verdict.reasons(),
                Optional.ofNullable(snapshot.candidates().get(verdict.candidate()))
                        .map(ModelVersion::digest));
    }

    /**
     * The answer on a version that has no image here. Inconclusive, so that a rollout waits.
     *
     * @param why the only reason
     * @param nothing the verdict on the candidate without any image
     */
    static GateAnswer without(String why, Verdict nothing, Snapshot snapshot) {
        return of(
                Plan.of(nothing, Pace.UNKNOWN),
                nothing.decision().text() + ": " + why,
                snapshot,
                List.of(why),
                Optional.empty());
    }

    private static GateAnswer of(
            Plan plan, String summary, Snapshot snapshot, List<String> reasons, Optional<String> candidateVersion) {
        Verdict verdict = plan.verdict();
        double confidence = 1 - verdict.settings().level();
        return new GateAnswer(
                verdict.decision().text(),
                summary,
                verdict.candidate(),
                verdict.scored(),
                verdict.labelled(),
                verdict.failures(),
                verdict.worst().map(finding -> finding.subgroup().name()),
                reasons,
                snapshot.baseline().map(baseline -> baseline.version().digest()),
                candidateVersion,
                margins(verdict.settings()),
                verdict.settings().level(),
                verdict.settings().minimum(),
                verdict.findings().stream()
                        .map(finding -> FindingAnswer.of(verdict, finding, plan.step(finding)))
                        .toList(),
                verdict.observed().stream()
                        .map(observed -> Disagreement.of(observed, confidence))
                        .toList());
    }

    private static Map<String, Double> margins(VerdictSettings settings) {
        var margins = new LinkedHashMap<String, Double>();
        settings.margins().forEach((metric, margin) -> margins.put(metric.text(), margin));
        return margins;
    }
}
