package io.penumbra.audit;

import io.penumbra.counts.Classes;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Subgroup;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.Needs;
import io.penumbra.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The open questions of one candidate. */
final class Asking {
    /** An open question and what it needs. */
    record Question(Finding finding, Needs needs) {
        /** Whether a label of this flip is evidence: for the rate of a class, just one of the answers is this class. */
        private boolean isOnFlip(int baseline, int candidate, Classes classes) {
            return finding.rate()
                    .ofClass()
                    .map(name -> classes.indexOf(name))
                    .map(y -> (baseline == y) != (candidate == y))
                    .orElse(true);
        }

        private boolean wantsReference(int said) {
            return said < needs.references().size() && needs.references().get(said) > 0;
        }
    }

    private final ModelVersion baseline;
    private final ModelVersion candidate;
    private final List<Question> questions;
    private final Map<Subgroup, List<Question>> byLeaf = new ConcurrentHashMap<>();

    private Asking(ModelVersion baseline, ModelVersion candidate, List<Question> questions) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.questions = questions;
    }

    /** What a verdict leaves open. */
    static Asking of(ModelVersion baseline, ModelVersion candidate, Verdict verdict) {
        return new Asking(
                baseline,
                candidate,
                verdict.findings().stream()
                        .flatMap(finding -> verdict.needs(finding).stream().map(needs -> new Question(finding, needs)))
                        .toList());
    }

    /** Those that labels or images can still answer. */
    List<Question> questions() {
        return questions;
    }

    /**
     * The questions for which a label of the image is evidence. A reference is wanted or not by the class that all models
     * say, whatever its subgroup: references must be a sample of that class, picked by the hash of their ids alone.
     */
    List<Question> on(AuditImage image) {
        ScoredImage scored = image.image();
        int at = scored.lineup().candidates().indexOf(candidate);
        if (at < 0 || !scored.lineup().baseline().equals(baseline) || !scored.predicted(at)) {
            return List.of();
        }
        int before = scored.modal(0);
        int after = scored.modal(1 + at);
        if (image.isReference()) {
            return questions.stream()
                    .filter(question -> question.wantsReference(before))
                    .toList();
        }
        Classes classes = scored.lineup().classes();
        return before == after
                ? List.of()
                : byLeaf.computeIfAbsent(scored.leaf(), this::of).stream()
                        .filter(question -> question.isOnFlip(before, after, classes))
                        .toList();
    }

    private List<Question> of(Subgroup leaf) {
        List<Subgroup> around = leaf.marginals();
        return questions.stream()
                .filter(question -> around.contains(question.finding().subgroup()))
                .toList();
    }
}
