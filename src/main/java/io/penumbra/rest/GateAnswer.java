package io.penumbra.rest;

import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Snapshot;
import io.penumbra.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Whether a candidate may ship.
 *
 * @param verdict {@code pass}, {@code fail} or {@code inconclusive}
 * @param labelled its images whose label is known
 * @param worstSubgroup where its change for the worse is largest, of what is harmed or else of all that is judged
 * @param reasons in sentences
 * @param baselineVersion digest of the baseline version that it is compared with
 * @param candidateVersion digest of the version that the verdict is of; absent before its first image
 * @param margin the harm that is tolerated, as a difference of rates
 * @param level how often a verdict may be wrong
 * @param minimum labelled images from which on a subgroup is judged
 * @param findings for each subgroup and guarded metric
 * @param disagreement for each subgroup
 */
public record GateAnswer(
        String verdict,
        String candidate,
        long scored,
        long labelled,
        Optional<String> worstSubgroup,
        List<String> reasons,
        Optional<String> baselineVersion,
        Optional<String> candidateVersion,
        double margin,
        double level,
        long minimum,
        List<FindingAnswer> findings,
        List<Disagreement> disagreement) {

    static GateAnswer of(Verdict verdict, Snapshot snapshot) {
        double confidence = 1 - verdict.settings().level();
        return new GateAnswer(
                verdict.decision().text(),
                verdict.candidate(),
                verdict.scored(),
                verdict.labelled(),
                verdict.worst().map(finding -> finding.subgroup().name()),
                verdict.reasons(),
                snapshot.baseline().map(baseline -> baseline.version().digest()),
                Optional.ofNullable(snapshot.candidates().get(verdict.candidate()))
                        .map(ModelVersion::digest),
                verdict.settings().margin(),
                verdict.settings().level(),
                verdict.settings().minimum(),
                verdict.findings().stream()
                        .map(finding -> FindingAnswer.of(verdict, finding))
                        .toList(),
                verdict.observed().stream()
                        .map(observed -> Disagreement.of(observed, confidence))
                        .toList());
    }
}
