package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penumbra.statistics.Confusion;
import io.penumbra.statistics.ModalClass;
import io.penumbra.statistics.PairedTable;
import io.penumbra.statistics.Proportion;
import io.penumbra.tally.Scores;
import java.util.List;
import org.junit.jupiter.api.Test;

class CellTest {
    private static final Classes CLASSES = new Classes(List.of("not_blond", "blond"), 1);
    private static final Subgroup LEAF = new Subgroup("sex=male");
    private static final int NOT_BLOND = 0;
    private static final int BLOND = 1;

    private static Lineup lineup(int members) {
        return new Lineup(
                CLASSES,
                new ModelVersion("full", "f0", members),
                List.of(new ModelVersion("pruned-95", "p0", members)));
    }

    /** An image with the votes of baseline and candidate for not_blond and blond. */
    private static ScoredImage image(Lineup lineup, int label, int[] baseline, int[] candidate) {
        int[] votes = {baseline[0], baseline[1], candidate[0], candidate[1]};
        return image(60_000, lineup, label, votes);
    }

    private static ScoredImage image(long timeMs, Lineup lineup, int label, int... votes) {
        return new ScoredImage(timeMs, LEAF, lineup, label, votes, new float[votes.length]);
    }

    @Test
    void mostVotesMakeTheModalClass() {
        assertThat(ModalClass.of(new int[] {1, 2, 0}, new float[] {.9f, .1f, 0}, 0, 3))
                .isEqualTo(1);
    }

    @Test
    void tiedVotesGoToTheClassOfHigherMeanProbability() {
        assertThat(ModalClass.of(new int[] {1, 1, 1}, new float[] {.3f, .3f, .4f}, 0, 3))
                .isEqualTo(2);
        assertThat(ModalClass.of(new int[] {0, 2, 2}, new float[] {.4f, .25f, .35f}, 0, 3))
                .isEqualTo(2);
    }

    @Test
    void tiedVotesAndProbabilitiesGoToTheLowerIndex() {
        assertThat(ModalClass.of(new int[] {0, 1, 1}, new float[] {.2f, .4f, .4f}, 0, 3))
                .isEqualTo(1);
        assertThat(ModalClass.of(new int[] {1, 1}, new float[] {.5f, .5f}, 0, 2))
                .isZero();
    }

    @Test
    void eachModelOfAScoreHasItsOwnModalClass() {
        assertThat(ModalClass.of(new int[] {3, 0, 1, 2}, new float[] {1, 0, .4f, .6f}, 2, 2))
                .isEqualTo(1);
    }

    @Test
    void singleModelsCountAsTheyPredict() {
        Lineup one = lineup(1);
        int[] notBlond = {1, 0};
        int[] blond = {0, 1};
        PairCounts pair = pair(Scores.cell(
                image(one, NOT_BLOND, notBlond, notBlond),
                image(one, NOT_BLOND, notBlond, blond), // regression: a false positive gained
                image(one, NOT_BLOND, blond, notBlond), // fix: a false positive lost
                image(one, BLOND, blond, notBlond), // regression
                image(one, BLOND, blond, notBlond), // regression
                image(one, BLOND, notBlond, blond), // fix
                image(one, BLOND, notBlond, notBlond)));

        assertThat(pair.scored()).isEqualTo(7);
        assertThat(pair.labelled()).isEqualTo(7);
        assertThat(pair.flips()).isEqualTo(5);
        assertThat(pair.regressions()).isEqualTo(3);
        assertThat(pair.regressions(NOT_BLOND)).isEqualTo(1);
        assertThat(pair.regressions(BLOND)).isEqualTo(2);
        assertThat(pair.fixes()).isEqualTo(2);
        assertThat(pair.fixes(NOT_BLOND)).isEqualTo(1);
        assertThat(pair.fixes(BLOND)).isEqualTo(1);
        assertThat(pair.falsePositivesGained(BLOND)).isEqualTo(1);
        assertThat(pair.falsePositivesLost(BLOND)).isEqualTo(1);
        assertThat(pair.table()).isEqualTo(new PairedTable(1, 3, 2, 1));

        assertThat(pair.baseline().support(BLOND)).isEqualTo(4);
        Confusion baseline = pair.baseline().confusion();
        assertThat(baseline.errors()).isEqualTo(new Proportion(3, 7));
        assertThat(baseline.falsePositives(BLOND)).isEqualTo(new Proportion(1, 3));
        assertThat(baseline.falseNegatives(BLOND)).isEqualTo(new Proportion(2, 4));
        Confusion candidate = pair.candidate().confusion();
        assertThat(candidate.errors()).isEqualTo(new Proportion(4, 7));
        assertThat(candidate.falsePositives(BLOND)).isEqualTo(new Proportion(1, 3));
        assertThat(candidate.falseNegatives(BLOND)).isEqualTo(new Proportion(3, 4));
        assertThat(candidate.falsePositives(NOT_BLOND)).isEqualTo(new Proportion(3, 4));
    }

    @Test
    void populationsCountAsTheMeanOfTheirMembers() {
        Lineup three = lineup(3);
        PairCounts pair = pair(Scores.cell(
                image(three, NOT_BLOND, new int[] {3, 0}, new int[] {1, 2}), // regression
                image(three, NOT_BLOND, new int[] {2, 1}, new int[] {2, 1}),
                image(three, BLOND, new int[] {2, 1}, new int[] {0, 3}))); // the last is a fix

        assertThat(pair.flips()).isEqualTo(2);
        assertThat(pair.regressions()).isEqualTo(1);
        assertThat(pair.fixes()).isEqualTo(1);
        Confusion baseline = pair.baseline().confusion();
        assertThat(baseline.errors()).isEqualTo(new Proportion((0 + 1 + 2) / 3.0, 3));
        assertThat(baseline.falsePositives(BLOND)).isEqualTo(new Proportion(1 / 3.0, 2));
        assertThat(baseline.falseNegatives(BLOND)).isEqualTo(new Proportion(2 / 3.0, 1));
        Confusion candidate = pair.candidate().confusion();
        assertThat(candidate.errors()).isEqualTo(new Proportion((2 + 1 + 0) / 3.0, 3));
        assertThat(candidate.falsePositives(BLOND)).isEqualTo(new Proportion(1, 2));
        assertThat(candidate.falseNegatives(BLOND)).isEqualTo(new Proportion(0, 1));
    }

    @Test
    void anUnlabelledImageCountsForDisagreementAndNothingElse() {
        PairCounts pair = pair(Scores.cell(image(lineup(1), Classes.UNLABELLED, new int[] {1, 0}, new int[] {0, 1})));

        assertThat(pair.scored()).isEqualTo(1);
        assertThat(pair.flips()).isEqualTo(1);
        assertThat(pair.labelled()).isZero();
        Proportion none = new Proportion(0, 0);
        assertThat(pair.baseline().confusion().errors()).isEqualTo(none);
        assertThat(pair.candidate().confusion().errors()).isEqualTo(none);
        assertThat(pair.candidate().confusion().falsePositives(BLOND)).isEqualTo(none);
        assertThat(pair.candidate().confusion().falseNegatives(NOT_BLOND)).isEqualTo(none);
        assertThat(pair.regressions()).isZero();
        assertThat(pair.fixes()).isZero();
        assertThat(pair.falsePositivesGained(BLOND)).isZero();
        assertThat(pair.falsePositivesLost(BLOND)).isZero();
    }

    @Test
    void twoWrongClassesFlipWithoutRegressionOrFix() {
        Classes hair = new Classes(List.of("black", "brown", "blond"), 2);
        Lineup lineup =
                new Lineup(hair, new ModelVersion("full", "f0", 1), List.of(new ModelVersion("pruned-95", "p0", 1)));
        PairCounts pair = pair(Scores.cell(image(0, lineup, 0, 0, 1, 0, 0, 0, 1)));

        assertThat(pair.flips()).isEqualTo(1);
        assertThat(pair.regressions()).isZero();
        assertThat(pair.fixes()).isZero();
        assertThat(pair.falsePositivesGained(2)).isEqualTo(1);
    }

    @Test
    void aCellSpansTheEventTimesOfItsImages() {
        Lineup lineup = lineup(1);
        int[] votes = {1, 0, 1, 0};
        Cell cell = Scores.cell(image(61_000, lineup, 0, votes), image(60_500, lineup, 0, votes));

        assertThat(cell.firstMs()).isEqualTo(60_500);
        assertThat(cell.lastMs()).isEqualTo(61_000);
    }

    @Test
    void countsOfTwoVersionsAreNeverMixed() {
        Cell one = Scores.cell(image(lineup(1), BLOND, new int[] {1, 0}, new int[] {1, 0}));
        Cell three = Scores.cell(image(lineup(3), BLOND, new int[] {3, 0}, new int[] {3, 0}));

        assertThatThrownBy(() -> one.plus(three)).hasMessageContaining("never mixed");
        assertThatThrownBy(() ->
                        new CellSum(lineup(1)).add(image(lineup(3), BLOND, new int[] {3, 0}, new int[] {3, 0})))
                .hasMessageContaining("never mixed");
        assertThatThrownBy(() -> pair(one).plus(pair(three))).hasMessageContaining("never mixed");
    }

    @Test
    void theMarkOfFoldedPanesOnlyGoesForward() {
        Cell cell = Scores.cell(image(lineup(1), BLOND, new int[] {1, 0}, new int[] {1, 0}));

        assertThat(cell.throughMs()).isEmpty();
        assertThat(cell.plus(cell.through(new Pane(60_000))).throughMs()).hasValue(60_000);
        assertThat(cell.through(new Pane(120_000))
                        .plus(cell.through(new Pane(60_000)))
                        .throughMs())
                .hasValue(120_000);
        assertThat(cell.through(new Pane(120_000)).through(new Pane(60_000)).throughMs())
                .hasValue(120_000);
    }

    private static PairCounts pair(Cell cell) {
        return cell.pair(0, cell.baseline());
    }
}
