package io.penumbra;

import io.penumbra.verdict.DriftSettings;
import io.quarkus.runtime.PreventFurtherStepsException;
import java.time.Duration;

/** Drift as {@code penumbra.drift} has it. */
final class ConfiguredDrift {
    private ConfiguredDrift() {}

    /** @throws PreventFurtherStepsException if a setting makes no sense, which ends the service with one sentence */
    static void check(PenumbraConfig config) {
        try {
            of(config.drift(), config.tally().retained());
        } catch (IllegalArgumentException e) {
            throw new PreventFurtherStepsException("penumbra: " + e.getMessage(), 1);
        }
    }

    /**
     * The settings.
     *
     * @param retained how long panes are kept: longer than it takes to measure a reference
     * @throws IllegalArgumentException if one makes no sense, which its message names
     */
    static DriftSettings of(PenumbraConfig.Drift drift, Duration retained) {
        if (drift.referencePeriod().compareTo(retained) >= 0) {
            throw new IllegalArgumentException("penumbra.drift.reference-period is " + drift.referencePeriod()
                    + "; it is shorter than penumbra.tally.retained, " + retained
                    + ", since it is measured from panes that are kept");
        }
        try {
            return new DriftSettings(
                    drift.referencePeriod(), drift.tolerance(), drift.shareTolerance(), drift.meanTimeToFalseAlarm());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("penumbra.drift: " + e.getMessage(), e);
        }
    }
}
