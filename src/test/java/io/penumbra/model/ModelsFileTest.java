package io.penumbra.model;

import static io.penumbra.model.ColourModels.BASELINE;
import static io.penumbra.model.ColourModels.CLASSES_LINE;
import static io.penumbra.model.ColourModels.INPUT;
import static io.penumbra.model.ColourModels.POSITIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.penumbra.image.Channels;
import io.penumbra.image.InputFormat;
import io.penumbra.image.Layout;
import io.penumbra.image.Scale;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsFileTest {
    private static final String REST = CLASSES_LINE + POSITIVE + BASELINE;

    @TempDir
    private Path folder;

    private Declaration read(String text) {
        return Declaration.read(ColourModels.write(folder, text));
    }

    /** What is said of a wrong file: one sentence, which names the file. */
    private String refusal(String text) {
        return OneSentence.about("models.yaml", catchThrowableOfType(ModelLoadException.class, () -> read(text)));
    }

    @Test
    void fullFileIsRead() {
        Declaration declaration = read("""
                input:    {width: 64, height: 32, layout: NHWC, mean: [0.5, 0.4, 0.3], std: [0.25, 0.5, 1]}
                classes:  [not_blond, blond]
                positive: blond
                output:   probabilities
                subgroups: [sex, age]
                evaluation: {dataset: avatars, split: test, images: 2364}
                baseline:
                  name: full
                  members:
                    - {path: full-0.onnx, sha256: 00ff, bytes: 2000, deflatedBytes: 1500, parameters: 480, nonZero: 0, accuracy: 0.9571}
                    - {path: full-1.onnx}
                candidates:
                  - {name: pruned-95, compression: {pruning: 0.95}, members: [{path: pruned.onnx}]}
                  - {name: int8, compression: {quantization: int8-static}, members: [{path: int8.onnx}]}
                """);
        assertThat(declaration.input().format())
                .isEqualTo(new InputFormat(
                        64, 32, Layout.NHWC, new float[] {0.5f, 0.4f, 0.3f}, new float[] {0.25f, 0.5f, 1}));
        assertThat(declaration.classes()).containsExactly("not_blond", "blond");
        assertThat(declaration.positive()).contains("blond");
        assertThat(declaration.output()).isEqualTo(Output.PROBABILITIES);
        assertThat(declaration.subgroups()).isEqualTo(Map.of("age", List.of(), "sex", List.of()));
        assertThat(declaration.models())
                .extracting(Declaration.Population::name)
                .containsExactly("full", "pruned-95", "int8");
        assertThat(declaration.baseline().members())
                .containsExactly(
                        new Declaration.Member(
                                "full-0.onnx",
                                Optional.of("00ff"),
                                OptionalLong.of(2000),
                                OptionalLong.of(1500),
                                OptionalLong.of(480),
                                OptionalLong.of(0),
                                OptionalDouble.of(0.9571),
                                Optional.empty()),
                        new Declaration.Member(
                                "full-1.onnx",
                                Optional.empty(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalDouble.empty(),
                                Optional.empty()));
        assertThat(declaration.evaluation()).contains(new Declaration.Evaluation("avatars", "test", 2364));
        assertThat(declaration.candidates().get(0).compression()).isEqualTo(Map.of("pruning", 0.95));
    }

    @Test
    void whatIsLeftOutHasADefault() {
        Declaration declaration = read(INPUT + REST);
        assertThat(declaration.output()).isEqualTo(Output.LOGITS);
        assertThat(declaration.subgroups()).isEmpty();
        assertThat(declaration.candidates()).isEmpty();
        assertThat(declaration.baseline().compression()).isEmpty();
        assertThat(declaration.evaluation()).isEmpty();
    }

    @Test
    void outputMayBeNamedForTheFileForAModelAndForAMember() {
        Declaration declaration = read(
                INPUT + CLASSES_LINE + "output: {scores: log-probabilities}\nbaseline: {name: full, members: "
                        + "[{path: fair.onnx}, {path: fair.onnx, output: probabilities}]}\ncandidates: "
                        + "[{name: small, output: {a: logits}, members: [{path: fair.onnx}, {path: fair.onnx, output: {b: logits}}]}]\n");
        assertThat(declaration.models())
                .flatExtracting(model -> model.members().stream()
                        .map(member -> declaration.output(model, member))
                        .toList())
                .containsExactly(
                        new Output(Optional.of("scores"), Output.Values.LOG_PROBABILITIES),
                        Output.PROBABILITIES,
                        new Output(Optional.of("a"), Output.Values.LOGITS),
                        new Output(Optional.of("b"), Output.Values.LOGITS));
        for (String wrong : List.of("{}", "{a: odds}", "{a: logits, b: logits}", "[logits]", "3")) {
            assertThat(refusal(INPUT + "output: " + wrong + "\n" + REST))
                    .contains("output is ", "expected logits, probabilities or log-probabilities");
        }
    }

    @Test
    void channelsAndScaleAreRead() {
        String keras = "channels: BGR, scale: 1, mean: [103.939, 116.779, 123.68], std: [1, 1, 1]";
        assertThat(read(INPUT.replace("mean: [0, 0, 0], std: [1, 1, 1]", keras) + REST)
                        .input()
                        .format())
                .isEqualTo(new InputFormat(
                        4,
                        4,
                        Layout.NCHW,
                        Channels.BGR,
                        Scale.of("1"),
                        new float[] {103.939f, 116.779f, 123.68f},
                        new float[] {1, 1, 1}));
        assertThat(refusal(INPUT.replace("layout", "channels: CMYK, layout") + REST))
                .contains("CMYK", "RGB");
        assertThat(refusal(INPUT.replace("layout", "scale: '/255', layout") + REST))
                .contains("scale is '/255', expected a number such as 1/255");
    }

    /** Facts about files go to REST; how their output is read does not. */
    @Test
    void outputIsNoFactOfAFile() throws Exception {
        Declaration declaration =
                read(INPUT + CLASSES_LINE + "baseline: {name: full, members: [{path: fair.onnx, output: logits}]}\n");
        assertThat(ModelsFile.YAML.writeValueAsString(
                        declaration.baseline().members().get(0)))
                .contains("fair.onnx")
                .doesNotContain("output");
    }

    /** What is said of a member with these keys. */
    private String refusalOfMember(String keys) {
        return refusal(INPUT + CLASSES_LINE + POSITIVE
                + "evaluation: {dataset: avatars, split: test, images: 10}\nbaseline: {name: full, members: [{path: fair.onnx, "
                + keys + "}]}\n");
    }

    @Test
    void whatIsSaidOfAMemberIsChecked() {
        assertThat(refusalOfMember("bytes: 0")).contains("fair.onnx has bytes 0, expected at least 1");
        assertThat(refusalOfMember("deflatedBytes: -3"))
                .contains("fair.onnx has deflatedBytes -3, expected at least 1");
        assertThat(refusalOfMember("parameters: 0")).contains("fair.onnx has parameters 0, expected at least 1");
        assertThat(refusalOfMember("nonZero: -1")).contains("fair.onnx has nonZero -1, expected at least 0");
        assertThat(refusalOfMember("parameters: 12, nonZero: 13"))
                .contains("fair.onnx has nonZero 13, expected at most 12, the number of its parameters");
        assertThat(refusalOfMember("accuracy: 95.7"))
                .contains("fair.onnx has accuracy 95.7, expected a share of 0 to 1");
        assertThat(refusalOfMember("accuracy: -0.1")).contains("fair.onnx has accuracy -0.1");
        assertThat(refusalOfMember("bytes: many")).contains("line 5", "many");
        assertThat(refusalOfMember("size: 12")).contains("'size'", "bytes", "deflatedBytes");
    }

    @Test
    void accuracyIsOfSomething() {
        String member = "baseline: {name: full, members: [{path: fair.onnx, accuracy: 0.9}]}\n";
        assertThat(refusal(INPUT + CLASSES_LINE + POSITIVE + member))
                .contains("evaluation is missing: name the images on which the accuracy of fair.onnx was measured");
        assertThat(refusal(INPUT + REST + "evaluation: {split: test, images: 10}\n"))
                .contains("dataset of evaluation is missing");
        assertThat(refusal(INPUT + REST + "evaluation: {dataset: avatars, images: 10}\n"))
                .contains("split of evaluation is missing");
        assertThat(refusal(INPUT + REST + "evaluation: {dataset: avatars, split: test, images: 0}\n"))
                .contains("evaluation has 0 images, expected at least 1");
    }

    @Test
    void missingFileIsNamed() {
        Path file = folder.resolve("models.yaml");
        assertThat(OneSentence.about(
                        "models.yaml", catchThrowableOfType(ModelLoadException.class, () -> Declaration.read(file))))
                .isEqualTo("there is no file " + file);
    }

    @Test
    void emptyFileIsSaidToBe() {
        assertThat(refusal("")).contains("empty");
        assertThat(refusal("# nothing yet\n")).contains("empty");
    }

    @Test
    void fileThatIsNotYamlIsRefusedWithTheLine() {
        assertThat(refusal(INPUT + "classes: [red, green\npositive: red\n")).contains("line 3");
        assertThat(refusal("\0\1\2")).contains("line 1");
        assertThat(refusal("just words")).contains("just words");
    }

    @Test
    void unknownKeyIsRefusedWithTheKnownOnes() {
        assertThat(refusal("treshold: 0.5\n" + INPUT + REST))
                .contains("'treshold'", "positive", "baseline", "candidates");
        assertThat(refusal(INPUT.replace("width: 4", "width: 4, depth: 3") + REST))
                .contains("'depth'", "height");
    }

    @Test
    void missingKeyIsNamed() {
        assertThat(refusal(REST)).contains("input is missing");
        assertThat(refusal(INPUT + POSITIVE + BASELINE)).contains("classes is missing");
        assertThat(refusal(INPUT + CLASSES_LINE + POSITIVE)).contains("baseline is missing");
        assertThat(refusal(INPUT + CLASSES_LINE + POSITIVE + "baseline: {members: [{path: fair.onnx}]}\n"))
                .contains("name of a model is missing");
        assertThat(refusal(INPUT + CLASSES_LINE + POSITIVE + "baseline: {name: full}\n"))
                .contains("members of full is missing");
        assertThat(refusal(INPUT + CLASSES_LINE + POSITIVE + "baseline: {name: full, members: [{}]}\n"))
                .contains("path of a member is missing");
    }

    @Test
    void missingPartOfTheInputIsNamed() {
        assertThat(refusal(INPUT.replace("width: 4, ", "") + REST)).contains("width");
        assertThat(refusal(INPUT.replace("layout: NCHW, ", "") + REST)).contains("layout");
        assertThat(refusal(INPUT.replace("mean: [0, 0, 0], ", "") + REST)).contains("mean");
        assertThat(refusal(INPUT.replace(", std: [1, 1, 1]", "") + REST)).contains("std");
    }

    @Test
    void valueOutOfRangeIsRefusedWithTheValue() {
        assertThat(refusal(INPUT.replace("width: 4", "width: 0") + REST)).contains("width", "0");
        assertThat(refusal(INPUT.replace("width: 4", "width: wide") + REST)).contains("line 1", "wide");
        assertThat(refusal(INPUT.replace("NCHW", "NWHC") + REST)).contains("line 1", "NWHC", "NCHW", "NHWC");
        assertThat(refusal(INPUT.replace("std: [1, 1, 1]", "std: [1, 0, 1]") + REST))
                .contains("std must be positive", "[1.0, 0.0, 1.0]");
        assertThat(refusal(INPUT.replace("std: [1, 1, 1]", "std: [1, 1]") + REST))
                .contains("std must be three", "[1.0, 1.0]");
        assertThat(refusal(INPUT + "output: softmax\n" + REST)).contains("softmax", "logits", "probabilities");
    }

    @Test
    void classesAreAtLeastTwoAndEachOnce() {
        assertThat(refusal(INPUT + "classes: [red]\n" + POSITIVE + BASELINE)).contains("at least two", "[red]");
        assertThat(refusal(INPUT + "classes: [red, red]\n" + POSITIVE + BASELINE))
                .contains("each named once", "[red, red]");
    }

    @Test
    void positiveClassIsOneOfTheClasses() {
        assertThat(refusal(INPUT + CLASSES_LINE + "positive: blond\n" + BASELINE))
                .contains("'blond'", "[red, green, blue]");
    }

    @Test
    void positiveAndGuardedClassesMayBeLeftOut() {
        Declaration none = read(INPUT + CLASSES_LINE + BASELINE);
        assertThat(none.positive()).isEmpty();
        assertThat(none.guarded()).isEmpty();
        assertThat(read(INPUT + "guarded: []\n" + REST).guarded()).contains(List.of());
        assertThat(read(INPUT + "guarded: [blue, green]\n" + REST).guarded()).contains(List.of("blue", "green"));
    }

    @Test
    void guardedClassesAreClassesAndEachOnce() {
        assertThat(refusal(INPUT + "guarded: [red, blond]\n" + REST))
                .contains("guarded names 'blond', expected only names of the classes [red, green, blue]");
        assertThat(refusal(INPUT + "guarded: [red, red]\n" + REST))
                .contains("guarded names the class 'red' twice, expected once");
        assertThat(refusal(INPUT + "guarded: [~]\n" + REST)).contains("guarded");
        assertThat(refusal(INPUT + "guarded: red\n" + REST)).contains("line 2");
    }

    @Test
    void nameOfAModelStandsOnce() {
        assertThat(refusal(INPUT + REST + "candidates: [{name: full, members: [{path: fair.onnx}]}]\n"))
                .contains("two models are called 'full'");
        assertThat(refusal(INPUT + CLASSES_LINE + POSITIVE + "baseline: {name: ' ', members: [{path: fair.onnx}]}\n"))
                .contains("blank name");
    }

    @Test
    void modelWithoutMembersIsRefused() {
        assertThat(refusal(INPUT + CLASSES_LINE + POSITIVE + "baseline: {name: full, members: []}\n"))
                .contains("full has no members");
    }

    @Test
    void nothingWhereSomethingBelongsIsRefused() {
        assertThat(refusal(INPUT + REST + "candidates: [~]\n")).contains("candidates");
        assertThat(refusal(INPUT + "classes: [red, ~]\n" + POSITIVE + BASELINE)).contains("classes");
    }
}
