package io.penumbra.audit;

import io.penumbra.counts.Classes;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Subgroup;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.Needs;
import io.penumbra.verdict.Verdict;
import java.util.List;
import java.util.Set;

/**
 * The open questions of one candidate.
 *
 * @param questions those that labels or images can still answer
 */
public record Asking(ModelVersion baseline, ModelVersion candidate, List<Question> questions) {
    /**
     * An open question and what it needs.
     *
     * @param pairs the attributes and values of its subgroup
     */
    record Question(Finding finding, Needs needs, Set<?> pairs) {
        private boolean isOf(Subgroup leaf) {
            return leaf.pairs().entrySet().containsAll(pairs);
        }

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

    public Asking {
        questions = List.copyOf(questions);
    }

    /** What a verdict leaves open. */
    public static Asking of(ModelVersion baseline, ModelVersion candidate, Verdict verdict) {
        return new Asking(
                baseline,
                candidate,
                verdict.findings().stream()
                        .flatMap(finding -> verdict.needs(finding).stream()
                                .map(needs -> new Question(
                                        finding,
                                        needs,
                                        finding.subgroup().equals(Subgroup.ALL)
                                                ? Set.of()
                                                : finding.subgroup().pairs().entrySet())))
                        .toList());
    }

    /** The questions for which a label of the image is evidence. */
    List<Question> on(AuditImage image) {
        ScoredImage scored = image.image();
        int at = scored.lineup().candidates().indexOf(candidate);
        if (at < 0 || !scored.lineup().baseline().equals(baseline) || !scored.predicted(at)) {
            return List.of();
        }
        int before = scored.modal(0);
        int after = scored.modal(1 + at);
        Classes classes = scored.lineup().classes();
        return questions.stream()
                .filter(question -> question.isOf(scored.leaf()))
                .filter(question -> before == after
                        ? image.isReference() && question.wantsReference(before)
                        : question.isOnFlip(before, after, classes))
                .toList();
    }
}
