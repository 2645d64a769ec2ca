package io.penumbra.verdict;

import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.Proportion;
import java.util.OptionalDouble;

/**
 * What was seen of one metric on one subgroup.
 *
 * @param paired by modal classes, on the images that the metric is of
 * @param baseline the baseline's rate on these images, as the mean over its members
 * @param candidate the candidate's
 */
public record Outcomes(PairedCounts paired, Proportion baseline, Proportion candidate) {
    public Outcomes {
        if (baseline.trials() != paired.total() || candidate.trials() != paired.total()) {
            throw new IllegalArgumentException("paired figures need the same images: baseline " + baseline.trials()
                    + ", candidate " + candidate.trials() + ", outcomes " + paired.total());
        }
    }

    /** Images that the metric is of. */
    public long images() {
        return paired.total();
    }

    /** Δ = (regressions − fixes) / images, −1 to 1, by modal classes; no value without images. */
    public OptionalDouble change() {
        return images() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) (paired.regressions() - paired.fixes()) / images());
    }
}
