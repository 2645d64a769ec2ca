package io.penumbra.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsPredictTest {
    private static final Offset<Float> CLOSE = within(1e-5f);
    private static final int PIXELS = 16;

    @TempDir
    private Path folder;

    private Models models(String output, int threads, List<String> baseline, Map<String, List<String>> candidates) {
        return Models.open(ColourModels.layOut(folder, output, baseline, candidates), threads, Provider.CPU);
    }

    /** Images of one colour each. */
    private static FloatBuffer batch(Models models, List<float[]> colours) {
        FloatBuffer batch = models.buffer(colours.size());
        for (float[] colour : colours) {
            for (float channel : colour) {
                for (int i = 0; i < PIXELS; i++) {
                    batch.put(channel);
                }
            }
        }
        return batch.rewind();
    }

    private static List<Prediction> predict(Models models, List<float[]> colours) throws InterruptedException {
        return models.predict(batch(models, colours), colours.size()).images();
    }

    private static Prediction predict(Models models, float r, float g, float b) throws InterruptedException {
        return predict(models, List.of(new float[] {r, g, b})).get(0);
    }

    @Test
    void threeMembersVoteAndTheirProbabilitiesAreAveraged() throws InterruptedException {
        try (var models = models("logits", 1, ColourModels.THREE, Map.of("small", List.of("blue-eyed")))) {
            // logits 4 2.8 2.4, 4 4.8 2.4 and 4 2.8 4.4: red, green and blue
            Prediction all = predict(models, 0.5f, 0.35f, 0.3f);
            assertThat(all.votes()).containsExactly(1, 1, 1, 0, 0, 1);
            assertThat(all.probabilities()[0]).isCloseTo(0.438365f, CLOSE);
            assertThat(all.probabilities()[1]).isCloseTo(0.319184f, CLOSE);
            assertThat(all.probabilities()[2]).isCloseTo(0.242451f, CLOSE);
            assertThat(all.probabilities()[3]).isCloseTo(0.358036f, CLOSE);
            assertThat(all.probabilities()[4]).isCloseTo(0.107838f, CLOSE);
            assertThat(all.probabilities()[5]).isCloseTo(0.534126f, CLOSE);
            // logits 8 0 0, 8 2 0 and 8 0 2
            assertThat(predict(models, 1, 0, 0).votes()).containsExactly(3, 0, 0, 1, 0, 0);
            // 2.4 4 3.2, 2.4 6 3.2 and 2.4 4 5.2
            assertThat(predict(models, 0.3f, 0.5f, 0.4f).votes()).containsExactly(0, 2, 1, 0, 0, 1);
        }
    }

    @Test
    void batchOfManyRunsKeepsItsOrder() throws InterruptedException {
        try (var models = models("logits", 2, ColourModels.THREE, Map.of("small", List.of("fair")))) {
            for (int n : List.of(16, 17, 33, 75)) {
                List<float[]> colours = IntStream.range(0, n)
                        .mapToObj(i -> new float[] {i / 100f, (i * 37 % 100) / 100f, (i * 61 % 100) / 100f})
                        .toList();
                List<Prediction> together = predict(models, colours);
                assertThat(together).hasSize(n);
                for (int i = 0; i < n; i++) {
                    Prediction alone =
                            predict(models, colours.subList(i, i + 1)).get(0);
                    assertThat(together.get(i).votes()).isEqualTo(alone.votes());
                    assertThat(together.get(i).probabilities()).containsExactly(alone.probabilities(), CLOSE);
                }
            }
        }
    }

    @Test
    void ofEquallyLikelyClassesTheFirstGetsTheVote() throws InterruptedException {
        try (var models = models("logits", 1, List.of("fair"), Map.of())) {
            assertThat(predict(models, 0.25f, 0.5f, 0.5f).votes()).containsExactly(0, 1, 0);
            assertThat(predict(models, 0.5f, 0.5f, 0.5f).votes()).containsExactly(1, 0, 0);
        }
    }

    @Test
    void zerosThatAFileLeavesOutAreThere() throws InterruptedException {
        try (var models = models("logits", 1, List.of("fair"), Map.of("sparse", List.of("fair-without-zeros")))) {
            Prediction both = predict(models, 0.3f, 0.5f, 0.4f);
            assertThat(both.votes()).containsExactly(0, 1, 0, 0, 1, 0);
            float[] shares = both.probabilities();
            assertThat(Arrays.copyOfRange(shares, 3, 6)).isEqualTo(Arrays.copyOfRange(shares, 0, 3));
        }
    }

    @Test
    void logitsBecomeProbabilitiesAndProbabilitiesStay() throws InterruptedException {
        try (var models = models("probabilities", 1, List.of("softmax"), Map.of())) {
            assertThat(predict(models, 0.25f, 0.5f, 0.25f).probabilities())
                    .containsExactly(new float[] {0.106507f, 0.786986f, 0.106507f}, CLOSE);
        }
        try (var models = models("logits", 1, List.of("shares"), Map.of())) {
            assertThat(predict(models, 0.25f, 0.5f, 0.25f).probabilities())
                    .containsExactly(new float[] {0.304504f, 0.390991f, 0.304504f}, CLOSE);
        }
    }

    /** Image i has its own colour, so that an exchange of two shows. */
    private static List<float[]> colours(int count) {
        var colours = new ArrayList<float[]>();
        for (int i = 0; i < count; i++) {
            colours.add(new float[] {(i * 37 % 101) / 101f, (i * 53 % 97) / 97f, (i * 71 % 89) / 89f});
        }
        return colours;
    }

    @Test
    void batchComesBackInItsOrderWhateverTheThreads() throws InterruptedException {
        List<float[]> colours = colours(50);
        var one = new ArrayList<Prediction>();
        try (var models = models("logits", 1, ColourModels.THREE, Map.of("small", List.of("green-eyed")))) {
            for (float[] colour : colours) {
                one.add(predict(models, List.of(colour)).get(0));
            }
        }
        for (int threads = 1; threads <= 3; threads++) {
            try (var models = models("logits", threads, ColourModels.THREE, Map.of("small", List.of("green-eyed")))) {
                for (int n : new int[] {1, 2, 3, 4, 50}) {
                    List<Prediction> batch = predict(models, colours.subList(0, n));
                    assertThat(batch).hasSize(n);
                    for (int i = 0; i < n; i++) {
                        assertThat(batch.get(i).votes())
                                .as("image %d", i)
                                .isEqualTo(one.get(i).votes());
                        assertThat(batch.get(i).probabilities())
                                .as("image %d", i)
                                .isEqualTo(one.get(i).probabilities());
                    }
                }
            }
        }
    }

    @Test
    void everyModelIsTimed() throws InterruptedException {
        try (var models = models("logits", 2, List.of("fair"), Map.of("small", List.of("fair")))) {
            Predictions predictions = models.predict(batch(models, colours(5)), 5);
            assertThat(predictions.images()).hasSize(5);
            assertThat(predictions.nanos()).hasSize(2).allMatch(nanos -> nanos > 0);
        }
    }

    @Test
    void bufferMayBeLargerThanTheBatch() throws InterruptedException {
        try (var models = models("logits", 2, List.of("fair"), Map.of())) {
            FloatBuffer roomy = models.buffer(64).put(batch(models, colours(3))).rewind();
            List<Prediction> predictions = models.predict(roomy, 3).images();
            assertThat(predictions).hasSize(3);
            assertThat(predictions.get(2).votes())
                    .isEqualTo(predict(models, colours(3)).get(2).votes());
        }
    }
}
