package io.penumbra.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.penumbra.image.Channels;
import io.penumbra.image.InputFormat;
import io.penumbra.image.Layout;
import io.penumbra.image.Scale;
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
 * The content of {@code models.yaml}.
 *
 * @param classes in the order of the models' output, at least two
 * @param positive the class that is sought where there are two, one of the classes; optional
 * @param guarded the classes whose false positive and false negative rates the gate asks for; left out, the positive
 *     class alone
 * @param output what a member gives, if neither it nor its model says so
 * @param subgroups the attributes that make subgroups, with the values of each that are kept apart; an empty list keeps
 *     the first values that come
 * @param evaluation the images on which the members' accuracies were measured
 */
public record Declaration(
        Input input,
        List<String> classes,
        Optional<String> positive,
        Optional<List<String>> guarded,
        Output output,
        @JsonDeserialize(using = DeclaredSubgroups.class) Map<String, List<String>> subgroups,
        Population baseline,
        List<Population> candidates,
        Optional<Evaluation> evaluation) {
    /**
     * The input that all models share, as the file gives it.
     *
     * @param channels left out, red, green and blue
     * @param scale what a level is multiplied by, such as {@code 1/255}; left out, by that
     * @param mean left out together with {@code std} where all models take uint8, or {@code scale} says enough
     */
    public record Input(
            int width,
            int height,
            Layout layout,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES) @Nullable
            Channels channels,

            @Nullable String scale,
            float @Nullable [] mean,
            float @Nullable [] std) {
        public Input {
            require("layout of input", layout);
            if (mean != null || std != null) {
                require("mean of input", mean);
                require("std of input", std);
            }
        }

        /** Whether the file says how levels become floats. */
        boolean saysNormalization() {
            return mean != null || scale != null;
        }

        /** The format; without mean and std a value is x · scale. */
        InputFormat format() {
            Channels taken = channels == null ? Channels.RGB : channels;
            float[] ones = new float[taken.count()];
            Arrays.fill(ones, 1);
            return new InputFormat(
                    width,
                    height,
                    layout,
                    taken,
                    scale == null ? Scale.OF_WHITE : Scale.of(scale),
                    mean == null ? new float[taken.count()] : mean,
                    std == null ? ones : std);
        }
    }

    /**
     * A baseline or a candidate.
     *
     * @param compression what was done to it, for example {@code pruning: 0.95}; shown to people, otherwise unused
     * @param output what its members give; left out, that of the file
     */
    public record Population(
            String name, Map<String, Object> compression, Optional<Output> output, List<Member> members) {
        public Population {
            compression = compression == null ? Map.of() : Map.copyOf(compression);
            output = output == null ? Optional.empty() : output;
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
     * One ONNX file, and what compression made of it. Only the path is required.
     *
     * @param path relative to the folder of {@code models.yaml}
     * @param sha256 of the file's bytes, and of the files in which it keeps weights, in hexadecimal
     * @param bytes size of the file and of the files in which it keeps weights
     * @param deflatedBytes size of the file after deflate
     * @param parameters number of weights and biases
     * @param nonZero number of parameters that are not zero
     * @param accuracy the share of the evaluation's images that the member gets right, 0 to 1
     * @param output what it gives; left out, that of its model
     */
    public record Member(
            String path,
            Optional<String> sha256,
            OptionalLong bytes,
            OptionalLong deflatedBytes,
            OptionalLong parameters,
            OptionalLong nonZero,
            OptionalDouble accuracy,

            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
            Optional<Output> output) {
        public Member {
            require("the path of a member", path);
            sha256 = sha256 == null ? Optional.empty() : sha256;
            bytes = atLeast(1, path, "bytes", bytes);
            deflatedBytes = atLeast(1, path, "deflatedBytes", deflatedBytes);
            parameters = atLeast(1, path, "parameters", parameters);
            nonZero = atLeast(0, path, "nonZero", nonZero);
            accuracy = accuracy == null ? OptionalDouble.empty() : accuracy;
            output = output == null ? Optional.empty() : output;
            if (nonZero.isPresent() && parameters.isPresent() && nonZero.getAsLong() > parameters.getAsLong()) {
                throw new IllegalArgumentException(path + " has nonZero " + nonZero.getAsLong() + ", expected at most "
                        + parameters.getAsLong() + ", the number of its parameters");
            }
            if (accuracy.isPresent() && !(accuracy.getAsDouble() >= 0 && accuracy.getAsDouble() <= 1)) {
                throw new IllegalArgumentException(
                        path + " has accuracy " + accuracy.getAsDouble() + ", expected a share of 0 to 1");
            }
        }

        private static OptionalLong atLeast(long least, String path, String what, @Nullable OptionalLong value) {
            if (value == null || value.isEmpty()) {
                return OptionalLong.empty();
            }
            if (value.getAsLong() < least) {
                throw new IllegalArgumentException(
                        path + " has " + what + " " + value.getAsLong() + ", expected at least " + least);
            }
            return value;
        }
    }

    /**
     * The labelled images on which the members' accuracies were measured.
     *
     * @param dataset its name
     * @param split the part of it
     * @param images their number, at least 1
     */
    public record Evaluation(String dataset, String split, long images) {
        public Evaluation {
            require("dataset of evaluation", dataset);
            require("split of evaluation", split);
            if (images < 1) {
                throw new IllegalArgumentException("evaluation has " + images + " images, expected at least 1");
            }
        }
    }

    public Declaration {
        require("input", input);
        classes = listed("classes", classes);
        output = output == null ? Output.LOGITS : output;
        subgroups = subgroups == null ? Map.of() : subgroups;
        require("baseline", baseline);
        candidates = candidates == null ? List.of() : listed("candidates", candidates);
        evaluation = evaluation == null ? Optional.empty() : evaluation;
        if (classes.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("classes has a blank name: " + classes);
        }
        if (classes.size() < 2 || new HashSet<>(classes).size() != classes.size()) {
            throw new IllegalArgumentException("classes is " + classes + ", expected at least two, each named once");
        }
        positive = positive == null ? Optional.empty() : positive;
        if (positive.isPresent() && !classes.contains(positive.get())) {
            throw new IllegalArgumentException(
                    "positive is '" + positive.get() + "', expected one of the classes " + classes);
        }
        guarded = guarded == null ? Optional.empty() : guarded.map(names -> listed("guarded", names));
        checkGuarded(guarded.orElse(List.of()), classes);
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
                        throw new IllegalArgumentException(
                                "evaluation is missing: name the images on which the accuracy of " + member.path()
                                        + " was measured");
                    });
        }
    }

    private static void checkGuarded(List<String> guarded, List<String> classes) {
        var seen = new HashSet<String>();
        for (String name : guarded) {
            if (!classes.contains(name)) {
                throw new IllegalArgumentException(
                        "guarded names '" + name + "', expected only names of the classes " + classes);
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("guarded names the class '" + name + "' twice, expected once");
            }
        }
    }

    /**
     * Reads a {@code models.yaml}.
     *
     * @throws ModelLoadException if the file cannot be read or its content is not valid
     */
    public static Declaration read(Path file) {
        return ModelsFile.read(file);
    }

    /**
     * Reads attributes and values from the text of a setting, in the form of the file's {@code subgroups}.
     *
     * @throws IllegalArgumentException if they are malformed; the message is one sentence
     */
    public static Map<String, List<String>> subgroups(String text) {
        return DeclaredSubgroups.read(text);
    }

    /** What a member of a model gives. */
    public Output output(Population model, Member member) {
        return member.output().or(model::output).orElse(output);
    }

    /**
     * Index of the positive class, or of the second one where the file says none. An output of one value is of this
     * class where there are two.
     */
    public int positiveIndex() {
        return positive.map(classes::indexOf).orElse(1);
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
