package io.penumbra;

import io.penumbra.tally.TallySettings;
import io.quarkus.runtime.PreventFurtherStepsException;
import java.util.HashSet;
import java.util.List;

/** The exemplars as {@code penumbra.exemplars} has them. */
final class ConfiguredExemplars {
    private ConfiguredExemplars() {}

    /** @throws PreventFurtherStepsException if a setting makes no sense, which ends the service with one sentence */
    static void check(PenumbraConfig.Exemplars exemplars) {
        try {
            check(exemplars.most(), exemplars.percentiles());
        } catch (IllegalArgumentException e) {
            throw new PreventFurtherStepsException("penumbra: " + e.getMessage(), 1);
        }
    }

    static void check(int most, List<Double> percentiles) {
        if (most < 1 || most > TallySettings.MOST_EXEMPLARS) {
            throw new IllegalArgumentException(
                    "penumbra.exemplars.most is " + most + "; it lies between 1 and " + TallySettings.MOST_EXEMPLARS);
        }
        for (double percentile : percentiles) {
            if (!(percentile > 0 && percentile < 100)) {
                throw new IllegalArgumentException("penumbra.exemplars.percentiles has " + percentile
                        + "; a percentile lies between 0 and 100, both excluded");
            }
        }
        if (new HashSet<>(percentiles).size() < percentiles.size()) {
            throw new IllegalArgumentException("penumbra.exemplars.percentiles names one twice: " + percentiles);
        }
    }
}
