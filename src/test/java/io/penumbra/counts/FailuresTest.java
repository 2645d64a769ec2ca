package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penumbra.statistics.ConfidenceHistogram;
import io.penumbra.tally.Scores;
import io.penumbra.wire.v1.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A candidate's failure changes nothing but its own figures. */
class FailuresTest {
    private static final int CANDIDATES = 2;

    /** Random scores in which each candidate fails on about a third. */
    private static List<Score> scores(long seed, int count) {
        var random = new Random(seed);
        var scores = new ArrayList<Score>();
        for (int i = 0; i < count; i++) {
            Score score = Scores.random(random, Scores.lineup(), 60_000);
            for (int candidate = 0; candidate < CANDIDATES; candidate++) {
                score = random.nextInt(3) == 0 ? Scores.failing(score, candidate) : score;
            }
            scores.add(score);
        }
        return scores;
    }

    private static ScoredImage[] images(List<Score> scores) {
        return scores.stream().map(Scores::read).toArray(ScoredImage[]::new);
    }

    private static Cell cell(List<ScoredImage> images) {
        return images.isEmpty()
                ? new CellSum(Scores.read(scores(0, 1).get(0)).lineup()).cell()
                : Scores.cell(images.toArray(ScoredImage[]::new));
    }

    @Property(tries = 300)
    void pairCountsAreThoseOfTheImagesOnWhichBothGaveAPrediction(@ForAll long seed) {
        List<ScoredImage> all = List.of(images(scores(seed, 20)));
        Cell cell = cell(all);
        for (int i = 0; i < CANDIDATES; i++) {
            int candidate = i;
            List<ScoredImage> predicted =
                    all.stream().filter(image -> image.predicted(candidate)).toList();
            Cell without = cell(predicted);
            PairCounts pair = cell.pair(i, cell.baseline());
            PairCounts expected = without.pair(i, without.baseline());
            assertThat(pair.failures()).isEqualTo(all.size() - predicted.size());
            assertThat(pair.baseline()).isEqualTo(expected.baseline());
            assertThat(pair.candidate()).isEqualTo(expected.candidate());
            assertThat(pair.table()).isEqualTo(expected.table());
            assertThat(pair.flips()).isEqualTo(expected.flips());
            assertThat(pair.falseNegatives(1)).isEqualTo(expected.falseNegatives(1));
            assertThat(pair.falsePositives(1)).isEqualTo(expected.falsePositives(1));
            assertThat(pair.distances()).isEqualTo(expected.distances());
            assertThat(pair.regressionConfidence()).isEqualTo(expected.regressionConfidence());
            assertThat(pair.fixConfidence()).isEqualTo(expected.fixConfidence());
            assertThat(pair.candidate().confusion().errors())
                    .isEqualTo(expected.candidate().confusion().errors());
        }
    }

    @Property(tries = 300)
    void baselineCountsEveryImage(@ForAll long seed) {
        var random = new Random(seed);
        var whole = new ArrayList<Score>();
        var failing = new ArrayList<Score>();
        for (int i = 0; i < 20; i++) {
            Score score = Scores.random(random, Scores.lineup(), 60_000);
            whole.add(score);
            failing.add(random.nextBoolean() ? Scores.failing(score, 0) : score);
        }
        Cell one = Scores.cell(images(whole));
        Cell other = Scores.cell(images(failing));
        assertThat(other.baseline()).isEqualTo(one.baseline());
        PairCounts pair = other.pair(1, other.baseline());
        PairCounts expected = one.pair(1, one.baseline());
        assertThat(pair).hasToString(expected.toString());
        assertThat(pair.distances()).isEqualTo(expected.distances());
        assertThat(pair.table()).isEqualTo(expected.table());
        assertThat(pair.audited().error()).isEqualTo(expected.audited().error());
    }

    @Property(tries = 300)
    void failuresAreAdditiveAndCanBeTakenBack(@ForAll long seed) {
        ScoredImage[] a = images(scores(seed, 9));
        ScoredImage[] b = images(scores(seed + 1, 7));
        var all = new ArrayList<>(List.of(a));
        all.addAll(List.of(b));
        Cell sum = Scores.cell(a).plus(Scores.cell(b));
        assertThat(sum).isEqualTo(cell(all));
        assertThat(sum.minus(Scores.cell(b))).isEqualTo(Scores.cell(a));
        var taken = new CellSum(sum.lineup()).add(sum);
        for (ScoredImage image : b) {
            taken.takeBack(image);
        }
        assertThat(taken.cell()).isEqualTo(Scores.cell(a));
        PairCounts pair = Scores.cell(a).pair(0, Scores.cell(a).baseline());
        assertThat(pair.plus(Scores.cell(b).pair(0, Scores.cell(b).baseline()))).isEqualTo(sum.pair(0, sum.baseline()));
    }

    @Property(tries = 100)
    void seriesComparesThePairWhereBothGaveAPrediction(@ForAll long seed) {
        Cell cell = Scores.cell(images(scores(seed, 20)));
        var sums = new PaneSums.Sum();
        sums.replace(Subgroup.ALL, null, cell);
        Baseline baseline = Baseline.of(cell.lineup());
        for (int i = 0; i < CANDIDATES; i++) {
            PairCounts pair = cell.pair(i, cell.baseline());
            ModelVersion candidate = pair.candidate().version();
            PaneSums pane = sums.sums();
            assertThat(pane.disagreement(Subgroup.ALL, baseline, candidate).total())
                    .isEqualTo(pair.scored());
            assertThat(pane.harm(Subgroup.ALL, baseline, candidate))
                    .isEqualTo(pair.table().outcomes());
            assertThat(pane.table(Subgroup.ALL, baseline, candidate)).isEqualTo(pair.table());
            assertThat(pane.scored(Subgroup.ALL, baseline)).isEqualTo(20);
        }
    }

    @Test
    void failuresThatNoImagesGiveAreRefused() {
        Cell cell = Scores.cell(images(scores(5, 20)));
        CountCheck.check(cell);
        long[] counts = cell.failures().get(0).counts();
        for (int i = 0; i < counts.length; i++) {
            // a known or an uncertain image more or less is possible as far as the other counts tell
            boolean isPossible = i == Failures.AUDITED
                    || i == Failures.UNCERTAIN
                    || i >= Failures.place(2, Failures.At.KNOWN, 0) && i < Failures.confused(2, 0, 0);
            for (long change : isPossible ? new long[] {1000, -1000} : new long[] {1, -1, 1000, -1000}) {
                long[] wrong = counts.clone();
                wrong[i] += change;
                Cell forged = new Cell(
                        cell.lineup(),
                        cell.counts(),
                        cell.distances(),
                        cell.confidences(),
                        List.of(
                                new Failures(2, wrong, cell.failures().get(0).confidences()),
                                cell.failures().get(1)),
                        cell.firstMs(),
                        cell.lastMs(),
                        cell.throughMs());
                assertThatThrownBy(() -> CountCheck.check(forged))
                        .as("count %d by %d", i, change)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void confidencesThatAreNotOfFailuresAreRefused() {
        Cell cell = Scores.cell(images(scores(5, 20)));
        for (ConfidenceHistogram wrong :
                List.of(ConfidenceHistogram.EMPTY, ConfidenceHistogram.of(cell.confidences(), 0))) {
            Cell forged = new Cell(
                    cell.lineup(),
                    cell.counts(),
                    cell.distances(),
                    cell.confidences(),
                    List.of(
                            new Failures(2, cell.failures().get(0).counts(), wrong),
                            cell.failures().get(1)),
                    cell.firstMs(),
                    cell.lastMs(),
                    cell.throughMs());
            assertThatThrownBy(() -> CountCheck.check(forged)).hasMessageContaining("confidences");
        }
    }

    @Test
    void cellWithoutAFailureHasNone() {
        Cell cell = Scores.cell(Scores.read(Scores.random(new Random(1), Scores.lineup(), 60_000)));
        assertThat(cell.failures()).hasSize(2).allMatch(Failures::isNone);
        assertThat(cell.failures()).allMatch(failures -> failures.images() == 0);
    }

    @Test
    void otherNumberOfCountsIsRefused() {
        assertThatThrownBy(() -> new Failures(2, new long[10], ConfidenceHistogram.EMPTY))
                .hasMessage("the failures of a candidate have 10 counts, expected 19 for 2 classes");
        Cell cell = Scores.cell(images(scores(3, 20)));
        assertThatThrownBy(() -> new Cell(
                        cell.lineup(),
                        cell.counts(),
                        cell.distances(),
                        cell.confidences(),
                        List.of(cell.failures().get(0)),
                        0,
                        0,
                        cell.throughMs()))
                .hasMessageContaining("expected failures of each candidate");
    }
}
