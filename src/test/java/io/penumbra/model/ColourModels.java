package io.penumbra.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The models that {@code make_models.py} made: for an image of one colour their logits are {@code 8r, 8g, 8b} and a little more, so that
 * what they predict can be computed by hand.
 */
public final class ColourModels {
    /** What they tell apart, in the order of their output. */
    public static final List<String> CLASSES = List.of("red", "green", "blue");

    /** Three members of which each likes another class. */
    public static final List<String> THREE = List.of("fair", "green-eyed", "blue-eyed");

    static final String INPUT = "input: {width: 4, height: 4, layout: NCHW, mean: [0, 0, 0], std: [1, 1, 1]}\n";
    static final String CLASSES_LINE = "classes: [red, green, blue]\n";
    static final String POSITIVE = "positive: red\n";
    static final String BASELINE = "baseline: {name: full, members: [" + member("fair") + "]}\n";

    private static final Pattern NAME = Pattern.compile("[\\w-]+\\.onnx");

    private ColourModels() {}

    /** The bytes of one ONNX file. */
    public static byte[] bytes(String name) {
        return resource(name + ".onnx");
    }

    static byte[] resource(String name) {
        try (InputStream in = ColourModels.class.getResourceAsStream("/model/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no model " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /**
     * Lays out a baseline {@code full} and the candidates, each with its members by the names of their files.
     *
     * @param output {@code logits} or {@code probabilities}
     * @return the file {@code models.yaml}
     */
    public static Path layOut(Path folder, String output, List<String> baseline, Map<String, List<String>> candidates) {
        return write(
                folder,
                INPUT + CLASSES_LINE + POSITIVE + "output: " + output + "\nsubgroups: [sex]\nbaseline: "
                        + population("full", baseline)
                        + "\ncandidates:\n"
                        + candidates.entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(e -> "  - " + population(e.getKey(), e.getValue()) + "\n")
                                .collect(Collectors.joining()));
    }

    private static String population(String name, List<String> members) {
        return members.stream()
                .map(ColourModels::member)
                .collect(Collectors.joining(", ", "{name: " + name + ", members: [", "]}"));
    }

    /** A member with its digest, as it stands in {@code models.yaml}. */
    static String member(String name) {
        return "{path: " + name + ".onnx, sha256: " + ModelFile.sha256(bytes(name)) + "}";
    }

    /**
     * Lays out models that take an avatar for blond where it is yellow: a baseline of three members, a candidate {@code pruned} of three
     * others and a candidate {@code int8} of one.
     *
     * @return the file {@code models.yaml}
     */
    public static Path layOutForAvatars(Path folder) {
        return write(folder, """
                input: {width: 64, height: 64, layout: NCHW, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5]}
                classes: [not_blond, blond]
                positive: blond
                subgroups: [sex, age]
                baseline: %s
                candidates:
                  - %s
                  - %s
                """.formatted(
                        population("full", List.of("yellow-30", "yellow-36", "yellow-24")),
                        population("pruned", List.of("yellow-20", "yellow-40", "yellow-10")),
                        population("int8", List.of("yellow-32"))));
    }

    /** Writes a {@code models.yaml} of this text, with the models that it names beside it. */
    static Path write(Path folder, String text) {
        try {
            var names = NAME.matcher(text);
            while (names.find()) {
                if (ColourModels.class.getResource("/model/" + names.group()) != null) {
                    Files.write(folder.resolve(names.group()), resource(names.group()));
                }
            }
            Files.write(folder.resolve("outside.data"), resource("outside.data"));
            return Files.writeString(folder.resolve("models.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
