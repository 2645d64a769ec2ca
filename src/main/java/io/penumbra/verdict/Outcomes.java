package io.penumbra.verdict;

import io.penumbra.statistics.AuditCounts;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.Proportion;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What was seen of one metric on one subgroup.
 *
 * @param paired outcomes by modal classes, on the metric's labelled images
 * @param baseline the baseline's rate on these images, as the mean over its members
 * @param candidate the candidate's rate, likewise
 * @param audit all scored images, with the last label of any kind
 * @param references for each class that all models may say; empty for the error
 */
public record Outcomes(
        PairedCounts paired,
        Proportion baseline,
        Proportion candidate,
        AuditCounts audit,
        List<References> references) {
    public Outcomes {
        if (baseline.trials() != paired.total() || candidate.trials() != paired.total()) {
            throw new IllegalArgumentException("baseline counts " + baseline.trials() + " images, candidate "
                    + candidate.trials() + " and outcomes " + paired.total() + ", expected the same images");
        }
        references = List.copyOf(references);
    }

    /** Outcomes on images that all have a label, and none was chosen. */
    public static Outcomes labelled(PairedCounts paired, Proportion baseline, Proportion candidate) {
        return new Outcomes(paired, baseline, candidate, AuditCounts.labelled(paired), List.of());
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

    /** Δ = (regressions − fixes) / images, −1 to 1, by modal classes. Empty without images. */
    public OptionalDouble change() {
        return images() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) (paired.regressions() - paired.fixes()) / images());
    }
}
