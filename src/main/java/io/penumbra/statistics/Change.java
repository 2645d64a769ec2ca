package io.penumbra.statistics;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One ratio of the candidate and the same ratio of the baseline.
 *
 * @param baseline 0 to 1
 * @param candidate 0 to 1
 */
public record Change(double baseline, double candidate) {

    public Change {
        if (!(baseline >= 0 && baseline <= 1 && candidate >= 0 && candidate <= 1)) {
            throw new IllegalArgumentException(
                    "ratios must be between 0 and 1: baseline " + baseline + ", candidate " + candidate);
        }
    }

    /** The change between two proportions; no value if one of them has no trials. */
    public static Optional<Change> between(Proportion baseline, Proportion candidate) {
        OptionalDouble from = baseline.ratio();
        OptionalDouble to = candidate.ratio();
        return from.isPresent() && to.isPresent()
                ? Optional.of(new Change(from.getAsDouble(), to.getAsDouble()))
                : Optional.empty();
    }

    /** Δ = candidate − baseline, −1 to 1. */
    public double absolute() {
        return candidate - baseline;
    }

    /** 100 · Δ / baseline in percent; no value if the baseline is 0. */
    public OptionalDouble relativePercent() {
        return baseline == 0 ? OptionalDouble.empty() : OptionalDouble.of(100 * absolute() / baseline);
    }

    /** How much more this subgroup is harmed than all images: Δ of this − Δ of {@code all}. */
    public double excessHarm(Change all) {
        return absolute() - all.absolute();
    }
}
