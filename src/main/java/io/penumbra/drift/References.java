package io.penumbra.drift;

import io.penumbra.counts.ModelVersion;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The references that are kept, by the name of their model: those that were put there come before the automatic ones. Only one of the
 * versions that are current is used.
 */
public record References(Map<String, Reference> put, Map<String, Reference> automatic) {
    public static final References NONE = new References(Map.of(), Map.of());

    public References {
        put = Map.copyOf(put);
        automatic = Map.copyOf(automatic);
    }

    /** The one in use. */
    public Optional<Reference> of(ModelVersion model, ModelVersion baseline) {
        return usable(put.get(model.name()), model, baseline)
                .or(() -> usable(automatic.get(model.name()), model, baseline));
    }

    /** The automatic one of these versions, whether in use or not. */
    public Optional<Reference> automatic(ModelVersion model, ModelVersion baseline) {
        return usable(automatic.get(model.name()), model, baseline);
    }

    /** Why the one that was put there is not in use, where there is one that is not. */
    public Optional<String> unused(ModelVersion model, ModelVersion baseline) {
        Reference other = put.get(model.name());
        return other == null || other.isOf(model, baseline)
                ? Optional.empty()
                : Optional.of("the reference that was put for " + model.name() + " belongs to its version "
                        + other.version() + " beside version " + other.baselineVersion() + " of " + other.baseline()
                        + "; current are " + model.digest() + " beside " + baseline.digest() + " of "
                        + baseline.name());
    }

    private static Optional<Reference> usable(
            @Nullable Reference reference, ModelVersion model, ModelVersion baseline) {
        return Optional.ofNullable(reference).filter(kept -> kept.isOf(model, baseline));
    }
}
