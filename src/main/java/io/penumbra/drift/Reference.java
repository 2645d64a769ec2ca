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

/**
 * What is usual of one version of a model beside one version of its baseline, against which drift is measured.
 *
 * @param model its name
 * @param version its digest
 * @param baseline the baseline's name, which is the model's where it is the baseline itself
 * @param baselineVersion its digest
 * @param period over which it was measured; empty for numbers given by hand
 * @param tolerance for disagreement and harm, instead of the configured one
 * @param shareTolerance for shares, instead of the configured one
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
        SortedMap<Subgroup, Levels> subgroups) {

    /** Where a reference comes from. */
    public enum Origin {
        /** Measured over the beginning of a version. */
        AUTOMATIC,
        /** Put there over REST. */
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
                    .orElseThrow(() -> new IllegalArgumentException("no reference is '" + text + "'"));
        }
    }

    public Reference {
        tolerance.ifPresent(value -> DriftSettings.check("tolerance", value));
        shareTolerance.ifPresent(value -> DriftSettings.check("share tolerance", value));
        subgroups = Collections.unmodifiableSortedMap(new TreeMap<>(subgroups));
    }

    /** Whether it is of these versions. */
    boolean isOf(ModelVersion ofModel, ModelVersion ofBaseline) {
        return model.equals(ofModel.name())
                && version.equals(ofModel.digest())
                && baseline.equals(ofBaseline.name())
                && baselineVersion.equals(ofBaseline.digest());
    }

    /** Why it has nothing for a series, in a sentence. */
    String nothingFor(Subgroup subgroup, DriftKind kind) {
        return period.map(span -> "no " + (kind == DriftKind.HARM ? "labelled image" : "image") + " of " + subgroup
                        + " in the reference period, " + span)
                .orElse("the reference that was put for " + model + " has no number for the " + kind.words() + " of "
                        + subgroup);
    }
}
