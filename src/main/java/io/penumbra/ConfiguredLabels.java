package io.penumbra;

import io.quarkus.runtime.PreventFurtherStepsException;
import java.time.Duration;

/** The wait for labels as {@code penumbra.labels} has it. */
final class ConfiguredLabels {
    private ConfiguredLabels() {}

    /** @throws PreventFurtherStepsException if it makes no sense, which ends the service with one sentence */
    static void check(PenumbraConfig config) {
        Duration wait = config.labels().longestWait();
        Duration remembered = config.topics().talliesRetention();
        if (wait.isNegative() || wait.compareTo(remembered) > 0) {
            throw new PreventFurtherStepsException(
                    "penumbra: penumbra.labels.wait is " + wait + "; it lies between 0 and " + remembered
                            + ", for which tallies are kept (penumbra.topics.tallies-retention)",
                    1);
        }
    }
}
