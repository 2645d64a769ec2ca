package io.penumbra.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a failing model costs: its own prediction on its own image. */
class ModelsFailureTest {
    private static final int PIXELS = 16;
    private static final float[] DIM = {0.3f, 0.2f, 0.1f};
    private static final float[] BRIGHT = {0.1f, 0.95f, 0.2f};
    private static final Duration SOON = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private Models models(List<String> baseline, Map<String, List<String>> candidates, Duration timeout) {
        return Models.open(
                ColourModels.layOut(folder, "logits", baseline, candidates),
                new OpenSettings(2, Provider.CPU, timeout, false));
    }

    private static List<Prediction> predict(Models models, List<float[]> colours) throws InterruptedException {
        FloatBuffer batch = models.buffer(colours.size());
        for (float[] colour : colours) {
            for (float channel : colour) {
                for (int i = 0; i < PIXELS; i++) {
                    batch.put(channel);
                }
            }
        }
        return models.predict(batch.rewind(), colours.size()).images();
    }

    /** A batch that is dim but for these images. */
    private static List<float[]> dimBut(int size, Integer... bright) {
        List<float[]> colours = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            colours.add(List.of(bright).contains(i) ? BRIGHT : DIM);
        }
        return colours;
    }

    private static List<Integer> failed(List<Prediction> predictions, int model) {
        return IntStream.range(0, predictions.size())
                .filter(i -> predictions.get(i).fault(model).isPresent())
                .boxed()
                .toList();
    }

    /** By no number, by an exception of the whole batch, and by a loop without end. */
    @ParameterizedTest
    @CsvSource({"dazzled, NaN", "overreaching, fails: Error code", "endless-when-bright, gives no answer within 626 ms"
    })
    void candidateFailsOnItsImagesAlone(String candidate, String why) throws InterruptedException {
        try (var models =
                models(List.of("fair"), Map.of("a", List.of("fair", candidate), "b", List.of("green-eyed")), SOON)) {
            List<Prediction> predictions = predict(models, dimBut(7, 2, 6));
            assertThat(failed(predictions, 0)).isEmpty();
            assertThat(failed(predictions, 1)).containsExactly(2, 6);
            assertThat(failed(predictions, 2)).isEmpty();
            assertThat(predictions.get(6).fault(1))
                    .hasValueSatisfying(
                            fault -> assertThat(fault).startsWith("model a ").contains(why));
            for (int i : new int[] {2, 6}) {
                assertThat(predictions.get(i).failed()).containsExactly(1);
                assertThat(predictions.get(i).votes()).containsExactly(0, 1, 0, 0, 0, 0, 0, 1, 0);
                assertThat(predictions.get(i).probabilities()[4]).isZero();
                assertThat(predictions.get(i).probabilities()[7]).isPositive();
            }
            assertThat(predictions.get(3).failed()).isEmpty();
            int[] votes = predictions.get(3).votes();
            assertThat(votes[3] + votes[4] + votes[5]).isEqualTo(2);
            assertThat(failed(predict(models, dimBut(5)), 1)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"dazzled", "overreaching", "endless-when-bright"})
    void baselineFailsOnItsImagesAlone(String baseline) throws InterruptedException {
        try (var models = models(List.of(baseline), Map.of("a", List.of("fair")), SOON)) {
            List<Prediction> predictions = predict(models, dimBut(6, 0, 3));
            assertThat(failed(predictions, 0)).containsExactly(0, 3);
            assertThat(failed(predictions, 1)).isEmpty();
            // an image that is alone in its batch is to blame as well: the model still answers for another
            assertThat(failed(predict(models, List.of(BRIGHT)), 0)).containsExactly(0);
            assertThat(models.dead()).isEmpty();
        }
    }

    @Test
    void outputThatIsNoProbabilityIsAFailure() throws InterruptedException {
        Path file = ColourModels.layOut(
                folder, "probabilities", List.of("softmax"), Map.of("a", List.of("softmax", "overflowing")));
        try (var models = Models.open(file, 2, Provider.CPU)) {
            List<Prediction> predictions = predict(models, dimBut(4, 1));
            assertThat(failed(predictions, 1)).containsExactly(1);
            assertThat(predictions.get(1).fault(1))
                    .hasValueSatisfying(fault -> assertThat(fault).contains("expected probabilities"));
            assertThat(predictions.get(1).votes()).containsExactly(0, 1, 0, 0, 0, 0);
        }
    }

    @Test
    void candidateThatIsLateInBatchAfterBatchIsGivenUp() throws InterruptedException {
        try (var models = models(List.of("fair"), Map.of("a", List.of("endless-when-bright")), Duration.ofSeconds(2))) {
            for (int batch = 0; batch < 3; batch++) {
                assertThat(failed(predict(models, dimBut(3, 1)), 1)).contains(1);
            }
            List<Prediction> predictions = predict(models, dimBut(3));
            assertThat(failed(predictions, 1)).containsExactly(0, 1, 2);
            assertThat(predictions.get(0).fault(1))
                    .hasValueSatisfying(fault -> assertThat(fault).contains("3 batches in a row", "restart"));
            assertThat(failed(predictions, 0)).isEmpty();
            assertThat(models.dead()).isEmpty();
        }
    }

    @Test
    void warmUpWithoutEndIsGivenUp() {
        for (String baseline : List.of("fair", "endless")) {
            ModelLoadException refusal = catchThrowableOfType(
                    ModelLoadException.class,
                    () -> models(List.of(baseline), Map.of("a", List.of("endless")), Duration.ofMillis(300))
                            .close());
            assertThat(OneSentence.about("endless.onnx", refusal))
                    .contains("does not end its warm-up of 4 images within 300 ms");
        }
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new OpenSettings(0, Provider.CPU, SOON, false)).hasMessageContaining("threads is 0");
        assertThatThrownBy(() -> new OpenSettings(1, Provider.CPU, Duration.ZERO, false))
                .hasMessageContaining("timeout is 0 ms");
    }
}
