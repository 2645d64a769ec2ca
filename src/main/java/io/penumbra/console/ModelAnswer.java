package io.penumbra.console;

import io.penumbra.model.Model;
import io.penumbra.tally.ModelVersion;
import java.util.List;
import java.util.Map;

/**
 * A model version that is current in the stream.
 *
 * @param digest of its members' bytes
 * @param members the size of its population
 * @param compression what was done to it, where this instance scores with that very version
 */
public record ModelAnswer(String name, String digest, int members, Map<String, Object> compression) {
    static ModelAnswer of(ModelVersion version, List<Model> open) {
        Map<String, Object> compression = open.stream()
                .filter(model ->
                        model.name().equals(version.name()) && model.digest().equals(version.digest()))
                .findFirst()
                .map(Model::compression)
                .orElse(Map.of());
        return new ModelAnswer(version.name(), version.digest(), version.members(), compression);
    }
}
