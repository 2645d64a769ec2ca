package io.penumbra.drift;

import io.penumbra.counts.ModelVersion;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The kept references, by model name. One that was put precedes the automatic one. Only references of current versions
 * are used.
 */
public record References(Map<String, Reference> put, Map<String, Reference> automatic) {
    public static final References NONE = new References(Map.of(), Map.of());

    public References {
        put = Map.copyOf(put);
        automatic = Map.copyOf(automatic);
    }

    /** The reference in use. */
    public Optional<Reference> of(ModelVersion model, ModelVersion baseline) {
        return usable(put.get(model.name()), model, baseline)
                .or(() -> usable(automatic.get(model.name()), model, baseline));
    }

    /** The automatic reference of these versions, in use or not. */
    public Optional<Reference> automatic(ModelVersion model, ModelVersion baseline) {
        return usable(automatic.get(model.name()), model, baseline);
    }

    /** Why the reference that was put is not in use. Empty if it is, or if none was put. */
    public Optional<String> unused(ModelVersion model, ModelVersion baseline) {
        Reference other = put.get(model.name());
        return other == null || other.isOf(model, baseline)
                ? Optional.empty()
                : Optional.of("the reference that was put for " + model.name() + " belongs to version "
                        + other.version() + " beside " + other.baseline() + " " + other.baselineVersion()
                        + "; the current versions are " + model.digest() + " beside " + baseline.name() + " "
                        + baseline.digest());
    }

    private static Optional<Reference> usable(
            @Nullable Reference reference, ModelVersion model, ModelVersion baseline) {
        return Optional.ofNullable(reference).filter(kept -> kept.isOf(model, baseline));
    }
}
