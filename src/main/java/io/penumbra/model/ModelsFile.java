package io.penumbra.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code models.yaml}. */
final class ModelsFile {
    static final YAMLMapper YAML = YAMLMapper.builder()
            .addModule(new Jdk8Module())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern PACKAGE = Pattern.compile("`([a-z]\\w*\\.)+");

    private ModelsFile() {}

    /** @throws ModelLoadException if the file cannot be read or its content is not valid */
    static Declaration read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelLoadException("there is no file " + file);
        }
        try {
            byte[] text = Files.readAllBytes(file);
            JsonNode tree = YAML.readTree(text);
            if (tree.isMissingNode() || tree.isNull()) {
                throw new ModelLoadException(file + " is empty");
            }
            if (!tree.isObject()) {
                throw new ModelLoadException(file + " holds " + tree + ", expected keys and values");
            }
            Declaration declaration = YAML.readValue(text, Declaration.class);
            declaration.input().format();
            return declaration;
        } catch (UnrecognizedPropertyException e) {
            throw new ModelLoadException(
                    file + ": unknown key '" + e.getPropertyName() + "', expected one of " + e.getKnownPropertyIds(),
                    e);
        } catch (ValueInstantiationException e) {
            throw new ModelLoadException(
                    file + ": " + Objects.requireNonNull(e.getCause()).getMessage(), e);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new ModelLoadException(file + where + ": " + sentence(e.getOriginalMessage()), e);
        } catch (IllegalArgumentException e) {
            throw new ModelLoadException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelLoadException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** A parser's message without the lines that quote the file, and without the packages of our types. */
    private static String sentence(String message) {
        String facts = message.lines().filter(line -> !line.startsWith(" ")).collect(Collectors.joining(": "));
        return PACKAGE.matcher(facts).replaceAll("`");
    }
}
