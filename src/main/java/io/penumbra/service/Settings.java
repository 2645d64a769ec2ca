package io.penumbra.service;

import io.penumbra.counts.Durations;
import io.penumbra.counts.Subgroup;
import io.penumbra.drift.DriftSettings;
import io.penumbra.image.Background;
import io.penumbra.tally.TallySettings;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.VerdictSettings;
import io.quarkus.runtime.PreventFurtherStepsException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the settings of gate and drift. Checks values that their types do not check. */
final class Settings {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final String VERDICT = "penumbra.verdict";

    private Settings() {}

    /** @throws PreventFurtherStepsException if a setting is wrong; it ends the service with one sentence */
    static void check(PenumbraConfig config) {
        try {
            gate(config.verdict());
            drift(config.drift(), config.tally().retained());
            checkExemplars(config.exemplars().most(), config.exemplars().percentiles());
            background(config.scoring().background());
            checkWait(config.labels().longestWait(), config.topics().talliesRetention());
        } catch (IllegalArgumentException e) {
            throw new PreventFurtherStepsException("penumbra: " + e.getMessage(), 1);
        }
    }

    /**
     * The gate that {@code penumbra.verdict} configures.
     *
     * @throws IllegalArgumentException if a setting is wrong; the message names it
     */
    static Gate gate(PenumbraConfig.Verdict verdict) {
        VerdictSettings all = settings(
                VERDICT, verdict.metrics(), verdict.margin(), verdict.level(), verdict.minimum(), verdict.exempted());
        var exceptions = new HashMap<String, VerdictSettings>();
        verdict.candidates()
                .forEach((name, own) -> exceptions.put(
                        name,
                        settings(
                                VERDICT + ".candidates.\"" + name + '"',
                                own.metrics().orElse(verdict.metrics()),
                                own.margin().orElse(verdict.margin()),
                                own.level().orElse(verdict.level()),
                                own.minimum().orElse(verdict.minimum()),
                                own.exempted().or(verdict::exempted))));
        return new Gate(all, exceptions);
    }

    private static VerdictSettings settings(
            String prefix,
            List<GuardedMetric> metrics,
            double margin,
            double level,
            long minimum,
            Optional<List<String>> exempted) {
        try {
            Set<Subgroup> subgroups =
                    exempted.orElse(List.of()).stream().map(Subgroup::named).collect(Collectors.toSet());
            return new VerdictSettings(new HashSet<>(metrics), margin, level, minimum, subgroups);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(prefix + ": " + e.getMessage(), e);
        }
    }

    /** Warns of settings for unknown candidates, whose names may be misspelt. */
    static void warnOfUnknownCandidates(PenumbraConfig.Verdict verdict, Collection<String> candidates) {
        for (String name : verdict.candidates().keySet()) {
            if (!candidates.contains(name)) {
                LOG.warn(
                        "{}.candidates.\"{}\" names an unknown candidate; the candidates of this instance are {}",
                        VERDICT,
                        name,
                        candidates);
            }
        }
    }

    /**
     * The colour that {@code penumbra.scoring.background} names.
     *
     * @throws IllegalArgumentException if it is none; the message names the setting
     */
    static Optional<Background> background(Optional<String> colour) {
        try {
            return colour.map(Background::of);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("penumbra.scoring.background: " + e.getMessage(), e);
        }
    }

    /**
     * The drift settings that {@code penumbra.drift} configures.
     *
     * @param retained how long panes are kept; longer than the reference period
     * @throws IllegalArgumentException if a setting is wrong; the message names it
     */
    static DriftSettings drift(PenumbraConfig.Drift drift, Duration retained) {
        if (drift.referencePeriod().compareTo(retained) >= 0) {
            throw new IllegalArgumentException(
                    "penumbra.drift.reference-period is " + Durations.text(drift.referencePeriod())
                            + ", expected less than penumbra.tally.retained, " + Durations.text(retained)
                            + ", because it is measured from kept panes");
        }
        try {
            return new DriftSettings(
                    drift.referencePeriod(), drift.tolerance(), drift.shareTolerance(), drift.meanTimeToFalseAlarm());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("penumbra.drift: " + e.getMessage(), e);
        }
    }

    static void checkExemplars(int most, List<Double> percentiles) {
        if (most < 1 || most > TallySettings.MOST_EXEMPLARS) {
            throw new IllegalArgumentException(
                    "penumbra.exemplars.most is " + most + ", expected 1 to " + TallySettings.MOST_EXEMPLARS);
        }
        for (double percentile : percentiles) {
            if (!(percentile > 0 && percentile < 100)) {
                throw new IllegalArgumentException(
                        "penumbra.exemplars.percentiles has " + percentile + ", expected above 0 and below 100");
            }
        }
        if (new HashSet<>(percentiles).size() < percentiles.size()) {
            throw new IllegalArgumentException("penumbra.exemplars.percentiles has duplicates: " + percentiles);
        }
    }

    private static void checkWait(Duration wait, Duration remembered) {
        if (wait.isNegative() || wait.compareTo(remembered) > 0) {
            throw new IllegalArgumentException("penumbra.labels.wait is " + Durations.text(wait) + ", expected 0s to "
                    + Durations.text(remembered) + ", how long tallies are kept (penumbra.topics.tallies-retention)");
        }
    }
}
