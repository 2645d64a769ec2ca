package io.penumbra.model;

import static io.penumbra.model.ColourModels.CLASSES_LINE;
import static io.penumbra.model.ColourModels.INPUT;
import static io.penumbra.model.ColourModels.POSITIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a model gives what {@code output} says. */
class ModelsOutputTest {
    @TempDir
    private Path folder;

    private Models open(String output, String member) {
        return Models.open(
                ColourModels.write(
                        folder,
                        INPUT + CLASSES_LINE + POSITIVE + "output: " + output + "\nbaseline: {name: full, members: ["
                                + ColourModels.member(member) + "]}\n"),
                1,
                Provider.CPU);
    }

    private String refusal(String output, String member) {
        return OneSentence.about(
                member + ".onnx",
                catchThrowableOfType(
                        ModelLoadException.class, () -> open(output, member).close()));
    }

    @ParameterizedTest
    @CsvSource({"softmax", "softmax-of-8-bits"})
    void softmaxUnderLogitsIsRefused(String member) {
        assertThat(refusal("logits", member))
                .contains("add up to 1 for each of 4 images", "is it output: probabilities?");
    }

    @ParameterizedTest
    @CsvSource({"fair", "green-eyed", "shares", "log-softmax"})
    void logitsUnderProbabilitiesAreRefused(String member) {
        assertThat(refusal("probabilities", member)).contains("expected probabilities", "is it output: logits?");
    }

    @ParameterizedTest
    @CsvSource({
        "probabilities, softmax",
        "probabilities, softmax-of-8-bits",
        "logits, fair",
        "logits, green-eyed",
        "logits, shares",
        "logits, log-softmax"
    })
    void outputAsItIsSaidIsAccepted(String output, String member) {
        open(output, member).close();
    }

    private Models open(String classes, String output, String member) {
        return Models.open(
                ColourModels.write(
                        folder,
                        INPUT + classes + "output: " + output + "\nbaseline: {name: full, members: ["
                                + ColourModels.member(member) + "]}\n"),
                1,
                Provider.CPU);
    }

    private String refusal(String classes, String output, String member) {
        return OneSentence.about(
                member + ".onnx",
                catchThrowableOfType(
                        ModelLoadException.class,
                        () -> open(classes, output, member).close()));
    }

    /** One value says little, so its operator is asked: a small logit looks like a probability. */
    @Test
    void oneValueIsWhatItsOperatorGives() {
        String two = "classes: [other, red]\n";
        assertThat(refusal(two, "logits", "one-share")).contains("come from a sigmoid", "is it output: probabilities?");
        assertThat(refusal(two, "logits", "one-share-in-a-row")).contains("is it output: probabilities?");
        assertThat(refusal(two, "probabilities", "one-small-logit")).contains("by Gemm", "is it output: logits?");
        assertThat(refusal(two, "probabilities", "one-logit")).contains("is it output: logits?");
        open(two, "logits", "one-small-logit").close();
    }

    @Test
    void logarithmsHaveToBeOfProbabilities() {
        open(CLASSES_LINE, "log-probabilities", "log-softmax").close();
        assertThat(refusal(CLASSES_LINE, "log-probabilities", "fair")).contains("expected logarithms of probabilities");
        assertThat(refusal(CLASSES_LINE, "log-probabilities", "softmax")).contains("is it output: logits?");
    }

    @Test
    void outputThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThat(refusal(CLASSES_LINE, "{votes: logits}", "several-outputs"))
                .contains("no output 'votes'", "expected one of [features, scores, shares, logs]");
        assertThat(refusal(CLASSES_LINE, "{shares: logits}", "several-outputs")).contains("add up to 1");
        open(CLASSES_LINE, "{classes: logits}", "fair").close();
    }

    @Test
    void outputOfAMemberIsPartOfTheVersion() {
        String whole;
        String plain;
        try (var models = open(CLASSES_LINE, "{scores: logits}", "several-outputs")) {
            whole = models.models().get(0).digest();
        }
        try (var models = open(CLASSES_LINE, "{logs: logits}", "several-outputs")) {
            plain = models.models().get(0).digest();
        }
        Path file = ColourModels.write(
                folder,
                INPUT + CLASSES_LINE + "baseline: {name: full, members: ["
                        + ColourModels.member("several-outputs").replace("}", ", output: {scores: logits}}") + "]}\n");
        try (var models = Models.open(file, 1, Provider.CPU)) {
            assertThat(models.models().get(0).digest()).isEqualTo(whole).isNotEqualTo(plain);
        }
    }

    @Test
    void modelThatGivesNumbersForSomeImageIsAccepted() {
        open("logits", "dazzled").close();
        assertThat(refusal("logits", "never-a-number")).contains("expected finite numbers");
    }

    @Test
    void candidateMayGiveAnotherOutputThanTheBaseline() throws InterruptedException {
        Path file = ColourModels.write(
                folder,
                INPUT + CLASSES_LINE + POSITIVE + "baseline: {name: full, members: [" + ColourModels.member("fair")
                        + "]}\ncandidates:\n  - {name: shares, output: probabilities, members: ["
                        + ColourModels.member("softmax") + "]}\n");
        try (var models = Models.open(file, 1, Provider.CPU)) {
            var pixels = models.buffer(1);
            for (int i = 0; i < 48; i++) {
                pixels.put(i < 16 ? 0.75f : 0.25f);
            }
            Prediction prediction = models.predict(pixels.rewind(), 1).images().get(0);
            assertThat(prediction.votes()).containsExactly(1, 0, 0, 1, 0, 0);
            for (int y = 0; y < 3; y++) {
                assertThat(prediction.probabilities()[3 + y])
                        .isCloseTo(prediction.probabilities()[y], within(1e-6f));
            }
        }
    }

    @Test
    void outputIsPartOfTheVersionWhereverItIsSaid() {
        String ofTheFile;
        try (var models = open("probabilities", "softmax")) {
            ofTheFile = models.models().get(0).digest();
        }
        Path file = ColourModels.write(
                folder,
                INPUT + CLASSES_LINE + POSITIVE + "baseline: {name: full, output: probabilities, members: ["
                        + ColourModels.member("softmax") + "]}\n");
        try (var models = Models.open(file, 1, Provider.CPU)) {
            assertThat(models.models().get(0).digest()).isEqualTo(ofTheFile);
        }
    }
}
