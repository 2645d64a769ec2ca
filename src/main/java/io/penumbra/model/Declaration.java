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
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code models.yaml} says.
 *
 * @param classes in the order of the models' output, at least two
 * @param positive the class that a false positive falsely claims, one of the classes
 * @param subgroups the attributes to keep; others are ignored
 * @param evaluation what the members' accuracies were measured on
 */
public record Declaration(
        Input input,
        List<String> classes,
        String positive,
        Output output,
        List<String> subgroups,
        Population baseline,
        List<Population> candidates,
        Optional<Evaluation> evaluation) {
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
     * One ONNX file, and what compression made of it. All but the path may be left out.
     *
     * @param path relative to the folder of {@code models.yaml}
     * @param sha256 of the file's bytes in hexadecimal
     * @param bytes of the file
     * @param deflatedBytes of the file after deflate
     * @param parameters weights and biases
     * @param nonZero those of them that are not zero
     * @param accuracy the share of the evaluation's images that it gets right, 0 to 1
     */
    public record Member(
            String path,
            Optional<String> sha256,
            OptionalLong bytes,
            OptionalLong deflatedBytes,
            OptionalLong parameters,
            OptionalLong nonZero,
            OptionalDouble accuracy) {
        public Member {
            require("the path of a member", path);
            sha256 = sha256 == null ? Optional.empty() : sha256;
            bytes = atLeast(1, path, "bytes", bytes);
            deflatedBytes = atLeast(1, path, "deflatedBytes", deflatedBytes);
            parameters = atLeast(1, path, "parameters", parameters);
            nonZero = atLeast(0, path, "nonZero", nonZero);
            accuracy = accuracy == null ? OptionalDouble.empty() : accuracy;
            if (nonZero.isPresent() && parameters.isPresent() && nonZero.getAsLong() > parameters.getAsLong()) {
                throw new IllegalArgumentException(path + " has nonZero " + nonZero.getAsLong()
                        + ", expected are at most its parameters, " + parameters.getAsLong());
            }
            if (accuracy.isPresent() && !(accuracy.getAsDouble() >= 0 && accuracy.getAsDouble() <= 1)) {
                throw new IllegalArgumentException(
                        path + " has accuracy " + accuracy.getAsDouble() + ", expected is a share of 0 to 1");
            }
        }

        private static OptionalLong atLeast(long least, String path, String what, @Nullable OptionalLong value) {
            if (value == null || value.isEmpty()) {
                return OptionalLong.empty();
            }
            if (value.getAsLong() < least) {
                throw new IllegalArgumentException(
                        path + " has " + what + " " + value.getAsLong() + ", expected are at least " + least);
            }
            return value;
        }
    }

    /**
     * Labelled images on which the members' accuracies were measured.
     *
     * @param dataset what it is called
     * @param split the part of it
     * @param images how many
     */
    public record Evaluation(String dataset, String split, long images) {
        public Evaluation {
            require("dataset of evaluation", dataset);
            require("split of evaluation", split);
            if (images < 1) {
                throw new IllegalArgumentException("images of evaluation are at least 1, not " + images);
            }
        }
    }

    public Declaration {
        require("input", input);
        classes = listed("classes", classes);
        output = output == null ? Output.LOGITS : output;
        subgroups = subgroups == null ? List.of() : listed("subgroups", subgroups);
        require("baseline", baseline);
        candidates = candidates == null ? List.of() : listed("candidates", candidates);
        evaluation = evaluation == null ? Optional.empty() : evaluation;
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
        if (evaluation.isEmpty()) {
            Stream.concat(Stream.of(baseline), candidates.stream())
                    .flatMap(model -> model.members().stream())
                    .filter(member -> member.accuracy().isPresent())
                    .findFirst()
                    .ifPresent(member -> {
                        throw new IllegalArgumentException("evaluation is missing, which says what the accuracy of "
                                + member.path() + " was measured on");
                    });
        }
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
