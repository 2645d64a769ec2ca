package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.statistics.Calibration.Bin;
import io.penumbra.statistics.ConfidenceHistogram.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConfidenceHistogramTest {
    private record Image(Outcome outcome, int millionths) {}

    private static List<Image> images(Random random, int count) {
        var images = new ArrayList<Image>();
        for (int i = 0; i < count; i++) {
            images.add(new Image(Outcome.values()[random.nextInt(4)], random.nextInt(ConfidenceBins.ONE + 1)));
        }
        return images;
    }

    private static ConfidenceHistogram histogram(List<Image> images) {
        var sum = new ConfidenceSum(1);
        images.forEach(image -> sum.add(0, image.outcome(), image.millionths(), 1));
        return ConfidenceHistogram.of(sum.counts());
    }

    @Test
    void outcomeComparesWithTheBaseline() {
        assertThat(Outcome.of(true, true)).isEqualTo(Outcome.RIGHT);
        assertThat(Outcome.of(true, false)).isEqualTo(Outcome.REGRESSION);
        assertThat(Outcome.of(false, true)).isEqualTo(Outcome.FIX);
        assertThat(Outcome.of(false, false)).isEqualTo(Outcome.WRONG);
    }

    /** |1 − 1.9| + |1 − 0.8| + |0 − 0.55| of 4 images: in (14/15, 1] one of two is right. */
    @Test
    void calibrationErrorIsTheMeanDistanceOfAccuracyAndConfidence() {
        ConfidenceHistogram found = histogram(List.of(
                new Image(Outcome.RIGHT, 950_000),
                new Image(Outcome.REGRESSION, 950_000),
                new Image(Outcome.FIX, 800_000),
                new Image(Outcome.WRONG, 550_000)));
        Calibration calibration = found.calibration();

        assertThat(calibration.error().orElseThrow()).isCloseTo((0.9 + 0.2 + 0.55) / 4, within(1e-12));
        assertThat(calibration.bins()).hasSize(15);
        assertThat(calibration.bins().get(14)).isEqualTo(new Bin(2, 1, 1_900_000, 1, 0));
        assertThat(calibration.bins().get(14).accuracy()).hasValue(0.5);
        assertThat(calibration.bins().get(14).confidence()).hasValue(0.95);
        assertThat(calibration.bins().get(11)).isEqualTo(new Bin(1, 1, 800_000, 0, 1));
        assertThat(calibration.bins().get(8)).isEqualTo(new Bin(1, 0, 550_000, 0, 0));
        assertThat(calibration.bins().get(0).accuracy()).isEmpty();
        assertThat(calibration.bins().get(0).confidence()).isEmpty();
    }

    /** Images whose confidence is their accuracy: 3 of 4 right at 0.75, all at 1. */
    @Test
    void calibratedModelHasNoError() {
        var images = new ArrayList<Image>();
        for (int i = 0; i < 4; i++) {
            images.add(new Image(i == 0 ? Outcome.WRONG : Outcome.RIGHT, 750_000));
            images.add(new Image(Outcome.RIGHT, ConfidenceBins.ONE));
        }
        assertThat(histogram(images).calibration().error()).hasValue(0);
    }

    @Test
    void withoutImagesThereIsNoError() {
        assertThat(ConfidenceHistogram.EMPTY.calibration().error()).isEmpty();
        assertThat(ConfidenceHistogram.of(new ConfidenceSum(3).counts(), 2)).isEqualTo(ConfidenceHistogram.EMPTY);
    }

    /** Image by image, in doubles. */
    @Property(tries = 200)
    void figuresAreThoseOfTheImages(@ForAll long seed) {
        var random = new Random(seed);
        List<Image> images = images(random, 1 + random.nextInt(300));
        ConfidenceHistogram found = histogram(images);

        double error = 0;
        for (int bin = 0; bin < 15; bin++) {
            double right = 0;
            double sum = 0;
            for (Image image : images) {
                double p = image.millionths() / 1e6;
                if (p <= (bin + 1) / 15.0 && (p > bin / 15.0 || bin == 0)) {
                    right += image.outcome() == Outcome.RIGHT || image.outcome() == Outcome.FIX ? 1 : 0;
                    sum += p;
                }
            }
            error += Math.abs(right - sum) / images.size();
        }
        assertThat(found.calibration().error().orElseThrow()).isCloseTo(error, within(1e-9));
        for (Outcome outcome : Outcome.values()) {
            List<Image> of =
                    images.stream().filter(image -> image.outcome() == outcome).toList();
            assertThat(found.images(outcome)).isEqualTo(of.size());
            assertThat(found.millionths(outcome))
                    .isEqualTo(of.stream().mapToLong(Image::millionths).sum());
            assertThat(found.images(outcome, 12))
                    .isEqualTo(of.stream()
                            .filter(image -> image.millionths() > 800_000)
                            .count());
        }
        assertThat(found.isPlausible()).isTrue();
    }

    @Property(tries = 200)
    void sumsAndRestsAreThoseOfAllImages(@ForAll long seed) {
        var random = new Random(seed);
        List<Image> one = images(random, random.nextInt(50));
        List<Image> other = images(random, random.nextInt(50));
        var all = new ArrayList<>(one);
        all.addAll(other);

        assertThat(histogram(one).plus(histogram(other))).isEqualTo(histogram(all));
        assertThat(histogram(all).minus(histogram(one))).isEqualTo(histogram(other));
        var sum = new ConfidenceSum(1);
        all.forEach(image -> sum.add(0, image.outcome(), image.millionths(), 1));
        one.forEach(image -> sum.add(0, image.outcome(), image.millionths(), -1));
        assertThat(ConfidenceHistogram.of(sum.counts())).isEqualTo(histogram(other));
    }

    @Property(tries = 100)
    void modelsAreKeptApart(@ForAll long seed) {
        var random = new Random(seed);
        List<List<Image>> models = List.of(images(random, 9), images(random, 0), images(random, 7));
        var sum = new ConfidenceSum(3);
        for (int model = 0; model < 3; model++) {
            for (Image image : models.get(model)) {
                sum.add(model, image.outcome(), image.millionths(), 1);
            }
        }
        for (int model = 0; model < 3; model++) {
            assertThat(ConfidenceHistogram.of(sum.counts(), model)).isEqualTo(histogram(models.get(model)));
        }
    }

    @Test
    void whatWasNotAddedCannotBeTakenBack() {
        var sum = new ConfidenceSum(1);
        sum.add(0, Outcome.FIX, 700_000, 1);
        assertThat(sum.isPlausibleAt(0, Outcome.FIX, 700_000)).isTrue();
        sum.add(0, Outcome.FIX, 700_001, -1);
        assertThat(sum.isPlausibleAt(0, Outcome.FIX, 700_000)).isFalse();
        sum.add(0, Outcome.WRONG, 700_000, -1);
        assertThat(sum.isPlausibleAt(0, Outcome.WRONG, 700_000)).isFalse();
    }

    @Test
    void confidenceOfSomePredictionsIsTheirMean() {
        var confidence = new Confidence(4, 3_400_000, 2);
        assertThat(confidence.mean()).hasValue(0.85);
        assertThat(confidence.sureShare()).isEqualTo(new Proportion(2, 4));
        assertThat(new Confidence(0, 0, 0).mean()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Confidence(1, 900_000, 2))
                .withMessageContaining("2");
    }
}
