package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class DistanceHistogramTest {
    /** An image of which nothing but its distances is known. */
    private record Image(double taxicab, double ofProbabilities) {
        static final Comparator<Image> RANKING =
                Comparator.comparingDouble(Image::taxicab).thenComparingDouble(Image::ofProbabilities);
    }

    private static DistanceHistogram histogram(List<Image> images) {
        var sum = new DistanceSum();
        images.forEach(image ->
                sum.add(DistanceHistogram.rank(image.taxicab(), image.ofProbabilities()), 1, false, false, false));
        return sum.histogram();
    }

    private static List<Image> images(Random random, int count, ToDoubleFunction<Random> shape, int members) {
        var images = new ArrayList<Image>();
        for (int i = 0; i < count; i++) {
            double distance = Math.min(2, shape.applyAsDouble(random));
            images.add(new Image(2.0 * Math.round(distance / 2 * members) / members, distance));
        }
        return images;
    }

    @Test
    void votesRankBeforeProbabilities() {
        assertThat(DistanceHistogram.rank(2 / 3.0, 0.001)).isGreaterThan(DistanceHistogram.rank(0, 1.9));
        assertThat(DistanceHistogram.rank(0, 0.3)).isGreaterThan(DistanceHistogram.rank(0, 0.1));
    }

    /** Five members: nine images on which all votes agree, and one on which two of five members change theirs. */
    @Test
    void theTopTenthOfTenIsTheOneImageWhoseVotesDiffer() {
        var sum = new DistanceSum();
        for (int i = 0; i < 9; i++) {
            sum.add(DistanceHistogram.rank(0, 0.01 * (i + 1)), 1, true, true, true);
        }
        int rank = DistanceHistogram.rank(0.8, 0.3);
        sum.add(rank, 1, true, true, false);
        DistanceCut cut = sum.histogram().cut(90).orElseThrow();

        assertThat(cut.rank()).isEqualTo(rank);
        assertThat(cut.share()).isEqualTo(0.1);
        assertThat(cut.taxicab()).isCloseTo(0.8, within(0.04));
        assertThat(cut.ofProbabilities()).isCloseTo(0.3, within(0.015));
        assertThat(cut.above()).isEqualTo(new DistanceCounts(1, 1, 1, 0));
        assertThat(cut.rest()).isEqualTo(new DistanceCounts(9, 9, 9, 9));
        assertThat(cut.above().candidateAccuracy().ratio()).hasValue(0);
        assertThat(cut.rest().candidateAccuracy().ratio()).hasValue(1);
    }

    @Test
    void tiesAtTheCutAreTakenWholeAndTheTrueShareIsReported() {
        var images = new ArrayList<Image>();
        for (int i = 0; i < 100; i++) {
            images.add(i < 4 ? new Image(2, 1) : i < 50 ? new Image(2, 0.5) : new Image(0, 0));
        }
        DistanceHistogram histogram = histogram(images);
        assertThat(histogram.cut(95).orElseThrow().share()).isEqualTo(0.5);
        assertThat(histogram.cut(96).orElseThrow().share()).isEqualTo(0.04);
        assertThat(histogram.cut(100).orElseThrow().share()).isEqualTo(0.04);
        assertThat(histogram.cut(0).orElseThrow().share()).isEqualTo(1);
        assertThat(histogram.cut(0).orElseThrow().taxicab()).isZero();
    }

    /** Of models with one member, each flip has a taxicab distance of 2. Sure models are almost as far apart by probabilities. */
    @Test
    void percentilesOfSureFlipsAreToldApart() {
        var images = new ArrayList<Image>();
        for (int i = 0; i < 100; i++) {
            images.add(new Image(2, 1.9 + i / 1000.0));
        }
        DistanceHistogram histogram = histogram(images);
        assertThat(List.of(90.0, 95.0, 99.0).stream()
                        .map(percentile -> histogram.cut(percentile).orElseThrow())
                        .map(DistanceCut::share))
                .isSortedAccordingTo(Comparator.reverseOrder())
                .doesNotHaveDuplicates();
        assertThat(histogram.cut(90).orElseThrow().share()).isBetween(0.1, 0.12);
        assertThat(histogram.cut(99).orElseThrow().share()).isEqualTo(0.01);
    }

    @Test
    void anUnlabelledImageRanksAndIsNeitherRightNorWrong() {
        var sum = new DistanceSum();
        sum.add(DistanceHistogram.rank(2, 2), 1, false, false, false);
        DistanceCut cut = sum.histogram().cut(99).orElseThrow();
        assertThat(cut.above()).isEqualTo(new DistanceCounts(1, 0, 0, 0));
        assertThat(cut.above().baselineAccuracy().ratio()).isEmpty();
    }

    @Test
    void emptyHistogramHasNoCut() {
        assertThat(DistanceHistogram.EMPTY.cut(99)).isEmpty();
        assertThat(new DistanceSum().histogram()).isEqualTo(DistanceHistogram.EMPTY);
    }

    @Test
    void percentileOutsideItsRangeIsRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DistanceHistogram.EMPTY.cut(101))
                .withMessageContaining("101.0");
    }

    /** Percentiles of 100,000 images in the order of the ranking, for distances of several shapes and populations of several sizes. */
    @Test
    void theCutLiesWithinFivePercentOfTheExactPercentile() {
        Map<String, ToDoubleFunction<Random>> shapes = Map.of(
                "uniform", random -> 2 * random.nextDouble(),
                "exponential", random -> -0.05 * Math.log(1 - random.nextDouble()),
                "lognormal", random -> 0.01 * Math.exp(1.5 * random.nextGaussian()),
                "mostly equal",
                        random -> random.nextInt(20) == 0 ? 2 * random.nextDouble() : 1e-4 * random.nextDouble());
        shapes.forEach((name, shape) -> {
            for (int members : new int[] {1, 3, 5, 30}) {
                List<Image> images = images(new Random(5), 100_000, shape, members);
                DistanceHistogram histogram = histogram(images);
                images.sort(Image.RANKING.reversed());
                for (double percentile : new double[] {50, 90, 95, 99, 99.9}) {
                    Image exact = images.get((int) Math.round((100 - percentile) / 100 * images.size()) - 1);
                    DistanceCut cut = histogram.cut(percentile).orElseThrow();
                    String what = name + ", " + members + " members, percentile " + percentile;
                    assertThat(cut.taxicab()).as(what).isCloseTo(exact.taxicab(), within(0.05 * exact.taxicab()));
                    assertThat(cut.ofProbabilities())
                            .as(what)
                            .isCloseTo(exact.ofProbabilities(), within(0.05 * exact.ofProbabilities()));
                    assertThat(cut.share()).as(what).isGreaterThanOrEqualTo((100 - percentile) / 100 - 1e-8);
                }
            }
        });
    }

    @Property(tries = 200)
    void sumsAreThoseOfAllImages(@ForAll long seed) {
        Random random = new Random(seed);
        List<Image> one = images(random, random.nextInt(50), Random::nextDouble, 3);
        List<Image> other = images(random, random.nextInt(50), Random::nextDouble, 5);
        var all = new ArrayList<>(one);
        all.addAll(other);

        assertThat(histogram(one).plus(histogram(other))).isEqualTo(histogram(all));
        assertThat(histogram(other).plus(histogram(one))).isEqualTo(histogram(all));
        var sum = new DistanceSum();
        sum.add(histogram(one));
        sum.add(histogram(other));
        assertThat(sum.histogram()).isEqualTo(histogram(all));
        assertThat(histogram(all).minus(histogram(one))).isEqualTo(histogram(other));
        assertThat(histogram(all).minus(histogram(all))).isEqualTo(DistanceHistogram.EMPTY);
    }

    @Test
    void onlyAPartCanBeTakenAway() {
        DistanceHistogram one = histogram(List.of(new Image(0, 0.5)));
        DistanceHistogram two = histogram(List.of(new Image(0, 0.5), new Image(0, 0.5)));

        assertThatThrownBy(() -> one.minus(two)).hasMessageContaining("counts must not be negative: -1");
        assertThatThrownBy(() -> DistanceHistogram.EMPTY.minus(one))
                .hasMessageContaining("counts must not be negative: -1");
    }

    @Property(tries = 200)
    void theShareIsEnoughAndOneRankFewerWouldNotBe(
            @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 100) double percentile) {
        Random random = new Random(seed);
        DistanceHistogram histogram = histogram(images(random, 1 + random.nextInt(200), Random::nextDouble, 5));
        DistanceCut cut = histogram.cut(percentile).orElseThrow();
        double wanted = (100 - percentile) / 100;

        assertThat(cut.share()).isGreaterThanOrEqualTo(wanted - 1e-8);
        int next = Arrays.stream(histogram.counts().places())
                .filter(rank -> rank > cut.rank())
                .findFirst()
                .orElse(-1);
        if (next >= 0) {
            assertThat((double) histogram.from(next).images() / cut.all().images())
                    .isLessThan(Math.max(wanted, 0.005));
        }
    }
}
