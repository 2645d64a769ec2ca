package io.penumbra.verdict;

import io.penumbra.statistics.AuditCounts;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.Proportion;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What was seen of one metric on one subgroup.
 *
 * @param paired outcomes by modal classes, on the metric's labelled images
 * @param baseline the baseline's rate on these images, as the mean over its members
 * @param candidate the candidate's rate, likewise
 * @param baselineWrong images on which the baseline's modal class is wrong; empty if the counts do not hold it
 * @param audit all scored images, with the last label of any kind
 * @param references for each class that all models may say; empty for the error
 * @param evidence what evidence the gate takes
 */
public record Outcomes(
        PairedCounts paired,
        Proportion baseline,
        Proportion candidate,
        OptionalLong baselineWrong,
        AuditCounts audit,
        List<References> references,
        Basis evidence) {
    public Outcomes {
        if (baseline.trials() != paired.total() || candidate.trials() != paired.total()) {
            throw new IllegalArgumentException("baseline counts " + baseline.trials() + " images, candidate "
                    + candidate.trials() + " and outcomes " + paired.total() + ", expected the same images");
        }
        if (baselineWrong.isPresent()
                && (baselineWrong.getAsLong() < paired.fixes()
                        || baselineWrong.getAsLong() > paired.total() - paired.regressions())) {
            throw new IllegalArgumentException("the baseline is wrong on " + baselineWrong.getAsLong() + " of "
                    + paired.total() + " images, expected at least the " + paired.fixes()
                    + " fixes and none of the " + paired.regressions() + " regressions");
        }
        references = List.copyOf(references);
    }

    /** Outcomes for a gate that takes evidence of both kinds. */
    public Outcomes(
            PairedCounts paired,
            Proportion baseline,
            Proportion candidate,
            OptionalLong baselineWrong,
            AuditCounts audit,
            List<References> references) {
        this(paired, baseline, candidate, baselineWrong, audit, references, Basis.BOTH);
    }

    /** Outcomes on images that all have a label, and none was chosen. */
    public static Outcomes labelled(PairedCounts paired, Proportion baseline, Proportion candidate) {
        return new Outcomes(paired, baseline, candidate, OptionalLong.empty(), AuditCounts.labelled(paired), List.of());
    }

    /** Number of labelled images that the metric counts. Chosen labels are not among them. */
    public long images() {
        return paired.total();
    }

    /** Number of images, labelled or not, that the metric is known to count on this basis. */
    public long images(Basis basis) {
        return switch (basis) {
            case SAMPLE -> paired.total();
            case AUDIT -> audit.images();
            case BOTH -> Math.max(paired.total(), audit.images());
        };
    }

    /** The baseline's rate by modal classes, 0 to 1. Empty without images, if the counts do not hold it, or if the change rests on the audit. */
    public OptionalDouble modalBaseline() {
        return modal(0);
    }

    /** The candidate's rate by modal classes, 0 to 1: the baseline's plus the {@link #change()}. */
    public OptionalDouble modalCandidate() {
        return modal(paired.regressions() - paired.fixes());
    }

    private OptionalDouble modal(long moreWrong) {
        return images() == 0 || baselineWrong.isEmpty() || basis() == Basis.AUDIT
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) (baselineWrong.getAsLong() + moreWrong) / images());
    }

    /**
     * On which labels the change and its interval rest: those that were not chosen, unless the audit has more flips with
     * a label than these are and the gate takes its evidence.
     */
    public Basis basis() {
        if (evidence == Basis.SAMPLE) {
            return Basis.SAMPLE;
        }
        boolean isAnswered = images() == 0
                && audit.possibleRegressions() + audit.possibleFixes() == 0
                && audit.change().isPresent();
        return images() < audit.changed() || isAnswered ? Basis.AUDIT : Basis.SAMPLE;
    }

    /** Δ = (regressions − fixes) / images, −1 to 1, by modal classes, on the {@link #basis()}. Empty without images. */
    public OptionalDouble change() {
        if (basis() == Basis.AUDIT) {
            return audit.change();
        }
        return images() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) (paired.regressions() - paired.fixes()) / images());
    }
}
