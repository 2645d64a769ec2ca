package io.penumbra.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Reads {@code models.yaml}. */
final class ModelsFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .addModule(new Jdk8Module())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ModelsFile() {}

    /** @throws ModelLoadException if the file cannot be read or does not say what it has to */
    static Declaration read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelLoadException("there is no file " + file);
        }
        try {
            Declaration declaration = YAML.readValue(file.toFile(), Declaration.class);
            if (declaration == null) {
                throw new ModelLoadException(file + " is empty");
            }
            declaration.input().format();
            return declaration;
        } catch (UnrecognizedPropertyException e) {
            throw new ModelLoadException(
                    file + ", line " + e.getLocation().getLineNr() + ": '" + e.getPropertyName() + "' is none of " + e.getKnownPropertyIds(), e);
        } catch (ValueInstantiationException e) {
            throw new ModelLoadException(file + ": " + Objects.requireNonNull(e.getCause()).getMessage(), e);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new ModelLoadException(file + where + ": " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new ModelLoadException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelLoadException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
