package io.penumbra.verdict;

import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.Proportion;
import java.util.OptionalDouble;

/**
 * What was seen of one metric on one subgroup.
 *
 * @param paired outcomes by modal classes, on the metric's images
 * @param baseline the baseline's rate on these images, as the mean over its members
 * @param candidate the candidate's rate, likewise
 */
public record Outcomes(PairedCounts paired, Proportion baseline, Proportion candidate) {
    public Outcomes {
        if (baseline.trials() != paired.total() || candidate.trials() != paired.total()) {
            throw new IllegalArgumentException("baseline counts " + baseline.trials() + " images, candidate "
                    + candidate.trials() + " and outcomes " + paired.total() + ", expected the same images");
        }
    }

    /** Number of images that the metric counts. */
    public long images() {
        return paired.total();
    }

    /** Δ = (regressions − fixes) / images, −1 to 1, by modal classes. Empty without images. */
    public OptionalDouble change() {
        return images() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) (paired.regressions() - paired.fixes()) / images());
    }
}
