package io.penumbra.model;

import static io.penumbra.model.ColourModels.CLASSES_LINE;
import static io.penumbra.model.ColourModels.INPUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models in the forms in which people export them: each is a candidate beside the plain form of the same numbers. */
class ExportedModelsTest {
    private static final int LEVELS = 255;
    private static final int MOST_IMAGES = 20;

    @TempDir
    private Path folder;

    private Models open(String classes, String baseline, String candidate) {
        return Models.open(
                ColourModels.write(
                        folder,
                        INPUT + classes + "baseline: {name: plain, members: [{path: " + baseline
                                + ".onnx}]}\ncandidates: [{name: exported, members: [{path: " + candidate + "}]}]\n"),
                OpenSettings.of(2, Provider.CPU).unverified(true));
    }

    /** Images of 8-bit levels. */
    private static FloatBuffer images(Models models, int n) {
        var random = new Random(n);
        FloatBuffer images = models.buffer(n);
        while (images.hasRemaining()) {
            float most = random.nextFloat();
            for (int i = 0; i < 16; i++) {
                images.put((float) (random.nextInt(1 + (int) (LEVELS * most)) / (double) LEVELS));
            }
        }
        return images.rewind();
    }

    /** Whether both models give the same for batches of many sizes. */
    private static void assertSame(Models models, float tolerance) throws InterruptedException {
        int classes = models.declaration().classes().size();
        for (int n = 1; n <= MOST_IMAGES; n++) {
            List<Prediction> predictions = models.predict(images(models, n), n).images();
            assertThat(predictions).hasSize(n).allSatisfy(prediction -> {
                float[] all = prediction.probabilities();
                assertThat(prediction.failed()).isEmpty();
                assertThat(Arrays.copyOfRange(all, classes, 2 * classes))
                        .containsExactly(Arrays.copyOf(all, classes), within(tolerance));
            });
            if (n > 2) {
                assertThat(predictions.get(0).probabilities())
                        .isNotEqualTo(predictions.get(n - 1).probabilities());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "any-sides",
                "weights-as-inputs",
                "opset-21",
                "opset-26",
                "takes-1",
                "takes-8",
                "takes-8-gives-any",
                "takes-any-gives-8",
                "reshapes-to-1",
                "4-dimensions",
                "unknown-dimensions",
                "takes-and-gives-float64",
                "takes-uint8"
            })
    void formOfAFileChangesNoProbability(String name) throws InterruptedException {
        try (var models = open(CLASSES_LINE, "fair", name + ".onnx")) {
            assertSame(models, 1e-6f);
        }
    }

    @Test
    void channelsMayBeSideBySide() throws InterruptedException {
        String text =
                INPUT.replace("NCHW", "NHWC") + CLASSES_LINE + "baseline: {name: full, members: [{path: nhwc.onnx}]}\n";
        try (var planes = open(CLASSES_LINE, "fair", "fair.onnx");
                var pixels = Models.open(
                        ColourModels.write(folder, text),
                        OpenSettings.of(1, Provider.CPU).unverified(true))) {
            FloatBuffer image = images(planes, 1);
            FloatBuffer turned = pixels.buffer(1);
            for (int i = 0; i < turned.capacity(); i++) {
                turned.put(i, image.get(i % 3 * 16 + i / 3));
            }
            float[] expected = planes.predict(image, 1).images().get(0).probabilities();
            assertThat(pixels.predict(turned, 1).images().get(0).probabilities())
                    .containsExactly(Arrays.copyOf(expected, 3), within(1e-6f));
        }
    }

    @Test
    void namesAndPathsMayHaveAnyLetters() throws Exception {
        Files.write(folder.resolve("größe.onnx"), ColourModels.bytes("any-sides"));
        try (var models = open(CLASSES_LINE, "fair", "größe.onnx")) {
            assertSame(models, 1e-6f);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"takes-float16", "takes-and-gives-float16"})
    void halfPrecisionChangesProbabilitiesByItsRounding(String name) throws InterruptedException {
        try (var models = open(CLASSES_LINE, "fair", name + ".onnx")) {
            assertSame(models, 2e-3f);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{scores: logits}",
                "{shares: probabilities}",
                "{logs: log-probabilities}",
                "{logs: logits}",
            })
    void memberNamesOneOfSeveralOutputs(String output) throws InterruptedException {
        try (var models = open(CLASSES_LINE, "fair", "several-outputs.onnx, output: " + output)) {
            assertSame(models, 1e-6f);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one-logit.onnx",
                "one-logit-in-a-row.onnx",
                "one-share.onnx, output: probabilities",
                "one-share-in-a-row.onnx, output: probabilities",
                "one-share-with-any-width.onnx, output: probabilities",
                "one-log-share.onnx, output: log-probabilities",
            })
    void oneValueIsOfTheSecondClassOrThePositiveOne(String member) throws InterruptedException {
        for (String positive : List.of("", "positive: red\n")) {
            try (var models = open("classes: [other, red]\n" + positive, "two-logits", member)) {
                assertSame(models, 1e-6f);
            }
        }
    }

    @Test
    void oneValueIsOfAPositiveClassThatIsTheFirst() throws InterruptedException {
        try (var models =
                open("classes: [red, other]\npositive: red\n", "one-logit", "one-share.onnx, output: probabilities")) {
            assertSame(models, 1e-6f);
            FloatBuffer red = models.buffer(1);
            for (int i = 0; i < 16; i++) {
                red.put(i, 1);
            }
            assertThat(models.predict(red, 1).images().get(0).votes()).containsExactly(1, 0, 1, 0);
        }
    }

    /** Its steps come from the whole batch. */
    @Test
    void dynamicQuantizationIsAccepted() {
        open(CLASSES_LINE, "fair", "steps-by-batch.onnx").close();
    }
}
