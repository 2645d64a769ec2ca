package io.penumbra.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.penumbra.image.InputFormat;
import io.penumbra.image.Layout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code models.yaml} says.
 *
 * @param classes in the order of the models' output, at least two
 * @param positive the class that a false positive falsely claims, one of the classes
 * @param subgroups the attributes to keep; others are ignored
 */
public record Declaration(
        Input input,
        List<String> classes,
        String positive,
        Output output,
        List<String> subgroups,
        Population baseline,
        List<Population> candidates) {
    /** An image counts in 2^n subgroups. */
    private static final int MOST_ATTRIBUTES = 8;

    /** What the models' one output holds: logits, of which the softmax is taken, or probabilities. */
    public enum Output {
        @JsonProperty("logits")
        LOGITS,
        @JsonProperty("probabilities")
        PROBABILITIES;

        /** A probability of the wire may be so much too large, by rounding. */
        private static final float LARGEST_PROBABILITY = 1.001f;

        /** What is wrong with the values of one image, or empty. */
        Optional<String> fault(float[] values) {
            for (float value : values) {
                if (!Float.isFinite(value) || this == PROBABILITIES && (value < 0 || value > LARGEST_PROBABILITY)) {
                    return Optional.of("gives " + Arrays.toString(values) + " for an image, expected are "
                            + (this == LOGITS ? "finite numbers" : "probabilities"));
                }
            }
            return Optional.empty();
        }
    }

    /** The models' one input, as it stands in the file. */
    public record Input(int width, int height, Layout layout, float[] mean, float[] std) {
        public Input {
            require("layout of input", layout);
            require("mean of input", mean);
            require("std of input", std);
        }

        InputFormat format() {
            return new InputFormat(width, height, layout, mean, std);
        }
    }

    /**
     * A baseline or a candidate.
     *
     * @param compression what was done to it, for example {@code pruning: 0.95}; shown, not used
     */
    public record Population(String name, Map<String, Object> compression, List<Member> members) {
        public Population {
            compression = compression == null ? Map.of() : Map.copyOf(compression);
            members = listed("members of " + name, members);
            if (require("the name of a model", name).isBlank()) {
                throw new IllegalArgumentException("a model has a blank name");
            }
            if (members.isEmpty()) {
                throw new IllegalArgumentException("model " + name + " has no members");
            }
        }
    }

    /**
     * One ONNX file.
     *
     * @param path relative to the folder of {@code models.yaml}
     * @param sha256 of the file's bytes in hexadecimal; unchecked where it is left out
     */
    public record Member(String path, Optional<String> sha256) {
        public Member {
            require("the path of a member", path);
            sha256 = sha256 == null ? Optional.empty() : sha256;
        }
    }

    public Declaration {
        require("input", input);
        classes = listed("classes", classes);
        output = output == null ? Output.LOGITS : output;
        subgroups = subgroups == null ? List.of() : listed("subgroups", subgroups);
        require("baseline", baseline);
        candidates = candidates == null ? List.of() : listed("candidates", candidates);
        for (String attribute : subgroups) {
            if (attribute.isBlank() || attribute.contains(",") || attribute.contains("=")) {
                throw new IllegalArgumentException(
                        "subgroups names the attribute '" + attribute + "': it is not blank and has no ',' and no '='");
            }
        }
        if (subgroups.size() > MOST_ATTRIBUTES || new HashSet<>(subgroups).size() != subgroups.size()) {
            throw new IllegalArgumentException("subgroups are made of at most " + MOST_ATTRIBUTES
                    + " attributes, each named once, not " + subgroups);
        }
        if (classes.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("classes have names, not " + classes);
        }
        if (classes.size() < 2 || new HashSet<>(classes).size() != classes.size()) {
            throw new IllegalArgumentException("classes are at least two, each named once, not " + classes);
        }
        if (!classes.contains(require("positive", positive))) {
            throw new IllegalArgumentException("positive class '" + positive + "' is none of the classes " + classes);
        }
        var names = new HashSet<String>();
        Stream.concat(Stream.of(baseline), candidates.stream()).forEach(model -> {
            if (!names.add(model.name())) {
                throw new IllegalArgumentException("two models are called '" + model.name() + "'");
            }
        });
    }

    /**
     * Reads a {@code models.yaml}.
     *
     * @throws ModelLoadException if the file cannot be read or does not say what it has to
     */
    public static Declaration read(Path file) {
        return ModelsFile.read(file);
    }

    /** The baseline, then the candidates. */
    public List<Population> models() {
        return Stream.concat(Stream.of(baseline), candidates.stream()).toList();
    }

    private static <T> T require(String what, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return value;
    }

    private static <T> List<T> listed(String what, @Nullable List<T> values) {
        require(what, values).forEach(value -> require("an entry of " + what, value));
        return List.copyOf(values);
    }
}
