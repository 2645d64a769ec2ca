package io.penumbra.drift;

import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Subgroup;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is usual for one version of a model beside one version of its baseline. Drift is measured against it.
 *
 * @param model the model's name
 * @param version digest of the model's version
 * @param baseline the baseline's name; the same as {@code model} for the baseline itself
 * @param baselineVersion digest of the baseline's version
 * @param period when it was measured; empty for numbers given by hand
 * @param tolerance for disagreement, harm and error, in place of the configured one
 * @param shareTolerance for shares, in place of the configured one
 * @param watchesError false of a record of an earlier version, which did not watch the baseline's error
 */
public record Reference(
        String model,
        String version,
        String baseline,
        String baselineVersion,
        Origin origin,
        Optional<Span> period,
        OptionalDouble tolerance,
        OptionalDouble shareTolerance,
        boolean watchesError,
        SortedMap<Subgroup, Levels> subgroups) {

    /** Where a reference comes from. */
    public enum Origin {
        /** Measured at the beginning of a version. */
        AUTOMATIC,
        /** Put by a user over REST. */
        PUT;

        /** Its name in answers. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The origin of this name. */
        public static Origin of(String text) {
            return Stream.of(values())
                    .filter(origin -> origin.text().equals(text))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("origin is '" + text + "', expected automatic or put"));
        }
    }

    public Reference {
        named("model", model);
        named("version", version);
        named("baseline", baseline);
        named("baselineVersion", baselineVersion);
        tolerance.ifPresent(value -> DriftSettings.check("tolerance", value));
        shareTolerance.ifPresent(value -> DriftSettings.check("share tolerance", value));
        subgroups = Collections.unmodifiableSortedMap(new TreeMap<>(subgroups));
    }

    /** Of this version. */
    public Reference(
            String model,
            String version,
            String baseline,
            String baselineVersion,
            Origin origin,
            Optional<Span> period,
            OptionalDouble tolerance,
            OptionalDouble shareTolerance,
            SortedMap<Subgroup, Levels> subgroups) {
        this(model, version, baseline, baselineVersion, origin, period, tolerance, shareTolerance, true, subgroups);
    }

    private static void named(String what, @Nullable String name) {
        if (name == null) {
            throw new IllegalArgumentException("the reference has no " + what);
        }
    }

    /** Whether it belongs to these versions. */
    boolean isOf(ModelVersion ofModel, ModelVersion ofBaseline) {
        return model.equals(ofModel.name())
                && version.equals(ofModel.digest())
                && baseline.equals(ofBaseline.name())
                && baselineVersion.equals(ofBaseline.digest());
    }

    /** Why it has no level for a series, in a sentence. */
    String nothingFor(Subgroup subgroup, DriftKind kind) {
        return period.map(span -> kind == DriftKind.ERROR && !watchesError
                        ? "this reference, of " + span
                                + ", was measured before errors were watched; put a reference to watch them"
                        : "no " + (kind.needsLabels() ? "labelled image" : "image") + " of " + subgroup
                                + " came in the reference period, " + span)
                .orElse("the reference that was put for " + model + " has no number for the " + kind.words() + " of "
                        + subgroup);
    }
}
