package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penumbra.statistics.ConfidenceHistogram;
import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.statistics.SparseCounts;
import io.penumbra.tally.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CountCheckTest {
    private final Random random = new Random(5);

    private Cell cell(int images) {
        var sum = new CellSum(
                Scores.read(Scores.random(random, Scores.lineup(), 1)).lineup());
        for (int i = 0; i < images; i++) {
            sum.add(Scores.read(Scores.random(random, Scores.lineup(), 1 + i)));
        }
        return sum.cell();
    }

    private static Cell with(Cell cell, long[] counts, List<DistanceHistogram> distances) {
        return with(cell, counts, distances, cell.confidences());
    }

    private static Cell with(Cell cell, long[] counts, List<DistanceHistogram> distances, SparseCounts confidences) {
        return new Cell(
                cell.lineup(),
                counts,
                distances,
                confidences,
                cell.failures(),
                cell.firstMs(),
                cell.lastMs(),
                cell.throughMs());
    }

    @Test
    void countsOfImagesPass() {
        for (int images = 0; images < 200; images++) {
            Cell cell = cell(images);
            assertThatCode(() -> CountCheck.check(cell)).doesNotThrowAnyException();
        }
    }

    @Test
    void sumsAndRestsOfCountsOfImagesPass() {
        Cell whole = cell(50);
        Cell part = cell(20);
        Cell sum = whole.plus(part);

        assertThatCode(() -> CountCheck.check(sum)).doesNotThrowAnyException();
        assertThatCode(() -> CountCheck.check(sum.minus(part))).doesNotThrowAnyException();
    }

    /** Each single count, one less than nothing, or far too many. */
    @Test
    void aCountThatIsNegativeOrTooLargeIsRefused() {
        Cell cell = cell(40);
        for (int i = 0; i < cell.counts().length; i++) {
            for (long wrong : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1_000_000}) {
                long[] counts = cell.counts().clone();
                counts[i] = wrong;
                Cell forged = with(cell, counts, cell.distances());
                assertThatThrownBy(() -> CountCheck.check(forged))
                        .as("count %s is %s", i, wrong)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void countsOfTwoCellsDoNotAddUp() {
        Cell cell = cell(40);
        Cell other = cell(41);
        Cell forged = with(cell, cell.counts(), other.distances());

        assertThatThrownBy(() -> CountCheck.check(forged)).hasMessageContaining("expected 40");
    }

    @Test
    void aHistogramWithMoreLabelledThanImagesIsRefused() {
        Cell cell = cell(40);
        DistanceHistogram true0 = cell.distances().get(0);
        long[] counts = true0.counts().counts();
        counts[1] = counts[0] + 1;
        var distances = new ArrayList<>(cell.distances());
        distances.set(0, DistanceHistogram.of(sparse(true0.counts(), counts)));
        Cell forged = with(cell, cell.counts(), distances);

        assertThatThrownBy(() -> CountCheck.check(forged)).hasMessageContaining("more labelled");
    }

    private static SparseCounts sparse(SparseCounts like, long[] counts) {
        int[] places = like.places();
        return SparseCounts.of(counts.length / places.length, Integer.MAX_VALUE, places, counts);
    }

    /** Each number of images, and each sum. */
    @Test
    void confidencesThatNoImagesGiveAreRefused() {
        Cell cell = cell(40);
        long[] counts = cell.confidences().counts();
        for (int i = 0; i < counts.length; i++) {
            for (long change :
                    i % 2 == 0 ? new long[] {1, -1, Long.MAX_VALUE / 2} : new long[] {1_000_000, -1_000_000}) {
                long[] wrong = counts.clone();
                wrong[i] += change;
                if (wrong[i] < 0) {
                    continue; // not even counts
                }
                Cell forged = with(cell, cell.counts(), cell.distances(), sparse(cell.confidences(), wrong));
                assertThatThrownBy(() -> CountCheck.check(forged))
                        .as("count %s by %s", i, change)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void confidencesOfAnotherOutcomeAreRefused() {
        Cell cell = cell(40);
        int[] places = cell.confidences().places();
        for (int i = 0; i < places.length; i++) {
            int[] wrong = places.clone();
            wrong[i] = (i + 1 < places.length ? places[i + 1] : places[i] + 2 * ConfidenceHistogram.PLACES) - 1;
            if (wrong[i] / 15 == places[i] / 15) {
                continue;
            }
            SparseCounts moved = SparseCounts.of(
                    2, Integer.MAX_VALUE, wrong, cell.confidences().counts());
            Cell forged = with(cell, cell.counts(), cell.distances(), moved);
            assertThatThrownBy(() -> CountCheck.check(forged))
                    .as("place %s as %s", places[i], wrong[i])
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
