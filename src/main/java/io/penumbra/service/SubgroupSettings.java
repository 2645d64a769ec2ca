package io.penumbra.service;

import io.penumbra.counts.Attributes;
import io.penumbra.counts.KeptValues;
import io.penumbra.model.Declaration;
import io.penumbra.model.ModelLoadException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attributes that make subgroups, and how many values and leaves there may be. */
record SubgroupSettings(Attributes attributes, int mostValues, int mostLeaves) {
    private static final Logger LOG = LoggerFactory.getLogger(SubgroupSettings.class);

    /**
     * Those of {@code penumbra.subgroups}, or else of {@code models.yaml}. An instance that does not score may have
     * that file, too.
     *
     * @throws ModelLoadException if they are malformed, or if their values make too many leaves
     */
    static SubgroupSettings of(PenumbraConfig config, Optional<Path> modelsFile) {
        String from = config.subgroups().isPresent()
                ? "penumbra.subgroups"
                : modelsFile.map(Path::toString).orElse("");
        try {
            Attributes attributes = config.subgroups()
                    .map(Declaration::subgroups)
                    .or(() -> modelsFile.map(file -> Declaration.read(file).subgroups()))
                    .map(Attributes::of)
                    .orElseThrow(
                            () -> new ModelLoadException(
                                    "neither penumbra.subgroups nor penumbra.models is set; set one of them to name the attributes of subgroups"));
            var settings = new SubgroupSettings(
                    attributes, config.tally().maxValues(), config.tally().maxLeaves());
            settings.values((attribute, value) -> {}); // for its check
            return settings;
        } catch (IllegalArgumentException e) {
            throw new ModelLoadException(from + ": " + e.getMessage(), e);
        }
    }

    /** @param come see {@link KeptValues} */
    KeptValues values(BiConsumer<String, String> come) {
        return new KeptValues(attributes, mostValues, mostLeaves, come, LOG::warn);
    }
}
