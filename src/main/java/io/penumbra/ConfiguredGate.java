package io.penumbra;

import io.penumbra.tally.Subgroup;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.VerdictSettings;
import io.quarkus.runtime.PreventFurtherStepsException;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gate as {@code penumbra.verdict} has it. */
final class ConfiguredGate {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredGate.class);
    private static final String PREFIX = "penumbra.verdict";

    private ConfiguredGate() {}

    @Produces
    @Singleton
    static Gate gate(PenumbraConfig config) {
        return of(config.verdict());
    }

    /** @throws PreventFurtherStepsException if a setting makes no sense, which ends the service with one sentence */
    static void check(PenumbraConfig.Verdict verdict) {
        try {
            of(verdict);
        } catch (IllegalArgumentException e) {
            throw new PreventFurtherStepsException("penumbra: " + e.getMessage(), 1);
        }
    }

    /** @throws IllegalArgumentException if a setting makes no sense, which its message names */
    static Gate of(PenumbraConfig.Verdict verdict) {
        VerdictSettings all = settings(
                PREFIX, verdict.metrics(), verdict.margin(), verdict.level(), verdict.minimum(), verdict.exempted());
        var exceptions = new HashMap<String, VerdictSettings>();
        verdict.candidates()
                .forEach((name, own) -> exceptions.put(
                        name,
                        settings(
                                PREFIX + ".candidates.\"" + name + '"',
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

    /** Warns of settings for candidates that are none of these, since they may be misspelt. */
    static void warnOfOthers(PenumbraConfig.Verdict verdict, Collection<String> candidates) {
        for (String name : verdict.candidates().keySet()) {
            if (!candidates.contains(name)) {
                LOG.warn(
                        "{}.candidates.\"{}\" is of no candidate of this instance: there are {}",
                        PREFIX,
                        name,
                        candidates);
            }
        }
    }
}
