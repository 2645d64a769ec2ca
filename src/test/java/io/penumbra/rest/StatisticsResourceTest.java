package io.penumbra.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.counts.Cell;
import io.penumbra.counts.CellKey;
import io.penumbra.counts.Classes;
import io.penumbra.counts.HairImages;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Pane;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.TallyKey;
import io.penumbra.counts.View;
import io.penumbra.statistics.Newcombe;
import io.penumbra.statistics.PairedTable;
import io.penumbra.tally.Scores;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class StatisticsResourceTest {
    private static final Optional<String> LEFT_OUT = Optional.empty();

    private static StatisticsResource over(Snapshot snapshot) {
        return new StatisticsResource(new View() {
            @Override
            public Optional<Snapshot> snapshot() {
                return Optional.of(snapshot);
            }

            @Override
            public boolean exports() {
                return false;
            }
        });
    }

    /** Brown is guarded; the candidate takes 40 more brown men for black, 10 blond ones for brown, and 5 black ones less for brown. */
    private static StatisticsResource hair() {
        return over(new HairImages(new Classes(HairImages.CLASSES, OptionalInt.empty(), List.of(1)))
                .add(1990, 0, 0, 0)
                .add(5, 0, 1, 0)
                .add(5, 0, 1, 1)
                .add(960, 1, 1, 1)
                .add(40, 1, 1, 0)
                .add(490, 2, 2, 2)
                .add(10, 2, 2, 1)
                .snapshot());
    }

    private static Row row(Optional<String> confusion, String model) {
        return hair().statistics(LEFT_OUT, Optional.of(model), Optional.of("sex=male"), confusion, LEFT_OUT)
                .data()
                .rows()
                .get(0);
    }

    @Test
    void confusionHasTheVotesByTrueClassAndThenByPredictedClass() {
        assertThat(row(Optional.of("true"), HairImages.CANDIDATE).confusion())
                .contains(Map.of(
                        "black", Map.of("black", 1995L, "brown", 5L),
                        "brown", Map.of("black", 40L, "brown", 960L),
                        "blond", Map.of("brown", 10L, "blond", 490L)));
        assertThat(row(Optional.of("true"), "full").confusion())
                .contains(Map.of(
                        "black", Map.of("black", 1990L, "brown", 10L),
                        "brown", Map.of("brown", 1000L),
                        "blond", Map.of("blond", 500L)));
    }

    @Test
    void confusionIsGivenIfAskedFor() {
        assertThat(row(LEFT_OUT, "full").confusion()).isEmpty();
        assertThat(row(Optional.of("false"), "full").confusion()).isEmpty();
        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> row(Optional.of("yes"), "full"))
                .satisfies(
                        answer -> assertThat(answer.getResponse().getStatus()).isEqualTo(400));
    }

    @Test
    void macroAveragesAreMeansOverTheClasses() {
        Row candidate = row(LEFT_OUT, HairImages.CANDIDATE);

        assertThat(candidate.macroFalsePositive().getAsDouble())
                .isCloseTo((40 / 1500.0 + 15 / 2500.0 + 0) / 3, within(1e-12));
        assertThat(candidate.macroFalseNegative().getAsDouble())
                .isCloseTo((5 / 2000.0 + 40 / 1000.0 + 10 / 500.0) / 3, within(1e-12));
    }

    @Test
    void changesAreThoseOfEachClass() {
        Row candidate = row(LEFT_OUT, HairImages.CANDIDATE);

        RatioChange missed = candidate.falseNegativeChange().orElseThrow().get("brown");
        assertThat(missed.absolute()).isCloseTo(0.04, within(1e-12));
        assertThat(missed.relativePercent()).isEmpty();
        var interval = Newcombe.interval(new PairedTable(0, 40, 0, 960), 0.95).orElseThrow();
        assertThat(missed.lower().orElseThrow()).isCloseTo(interval.lower(), within(1e-12));
        assertThat(missed.upper().orElseThrow()).isCloseTo(interval.upper(), within(1e-12));
        RatioChange claimed = candidate.falsePositiveChange().orElseThrow().get("brown");
        assertThat(claimed.absolute()).isCloseTo(5 / 2500.0, within(1e-12));
        assertThat(claimed.relativePercent().getAsDouble()).isCloseTo(50, within(1e-9));
        var ofClaims = Newcombe.interval(new PairedTable(5, 10, 5, 2480), 0.95).orElseThrow();
        assertThat(claimed.lower().orElseThrow()).isCloseTo(ofClaims.lower(), within(1e-12));
        assertThat(claimed.upper().orElseThrow()).isCloseTo(ofClaims.upper(), within(1e-12));
        // of a class that is not guarded the false positives that both claim are not counted
        assertThat(candidate.falsePositiveChange().orElseThrow().get("black").lower())
                .isEmpty();
    }

    @Test
    void baselineHasNoChange() {
        Row baseline = row(LEFT_OUT, "full");

        assertThat(baseline.errorChange()).isEmpty();
        assertThat(baseline.falsePositiveChange()).isEmpty();
        assertThat(baseline.falseNegativeChange()).isEmpty();
        assertThat(baseline.members()).isEqualTo(1);
    }

    /** An image of a leaf on which both models of one member say a class with a probability. */
    private static ScoredImage image(
            Lineup lineup, String leaf, int label, int said, float sure, int candidateSaid, float candidateSure) {
        int[] votes = new int[4];
        votes[said] = 1;
        votes[2 + candidateSaid] = 1;
        float[] probabilities = {1 - sure, 1 - sure, 1 - candidateSure, 1 - candidateSure};
        probabilities[said] = sure;
        probabilities[2 + candidateSaid] = candidateSure;
        return new ScoredImage(0, new Subgroup(leaf), lineup, label, votes, probabilities);
    }

    /** Two men and three women. The label of the last woman is not known. */
    private static StatisticsResource behaving() {
        var lineup = new Lineup(
                new Classes(List.of("not_blond", "blond"), 1),
                new ModelVersion("full", "f", 1),
                List.of(new ModelVersion("pruned", "p", 1)));
        Cell men = Scores.cell(
                image(lineup, "sex=male", 1, 1, 0.95f, 0, 0.97f), // a sure regression
                image(lineup, "sex=male", 0, 0, 0.95f, 0, 0.7f));
        Cell women = Scores.cell(
                image(lineup, "sex=female", 1, 0, 0.6f, 1, 0.8f), // a fix
                image(lineup, "sex=female", 1, 1, 1, 1, 1),
                image(lineup, "sex=female", Classes.UNLABELLED, 1, 0.85f, 1, 0.99f));
        return over(Snapshot.of(List.of(
                Map.entry(new TallyKey(0, CellKey.of(Pane.at(0), new Subgroup("sex=male"), 1)), men),
                Map.entry(new TallyKey(0, CellKey.of(Pane.at(0), new Subgroup("sex=female"), 1)), women))));
    }

    private static Behaviour behaviour(String subgroup, String model, Optional<String> calibration) {
        return behaving()
                .statistics(LEFT_OUT, Optional.of(model), Optional.of(subgroup), LEFT_OUT, calibration)
                .data()
                .rows()
                .get(0)
                .behaviour();
    }

    @Test
    void calibrationErrorIsThatOfTheLabelledImagesAndItsChangeThatOnTheSameImages() {
        assertThat(behaviour("sex=male", "full", LEFT_OUT).calibrationError().orElseThrow())
                .isCloseTo(0.05, within(1e-6));
        assertThat(behaviour("sex=female", "full", LEFT_OUT).calibrationError().orElseThrow())
                .isCloseTo(0.3, within(1e-6));
        Behaviour candidate = behaviour("sex=male", "pruned", LEFT_OUT);
        assertThat(candidate.calibrationError().orElseThrow()).isCloseTo((0.97 + 0.3) / 2, within(1e-6));
        assertThat(candidate.calibrationErrorChange().orElseThrow()).isCloseTo(0.635 - 0.05, within(1e-6));
        assertThat(behaviour("sex=male", "full", LEFT_OUT).calibrationErrorChange())
                .isEmpty();
    }

    @Test
    void uncertainImagesNeedNoLabel() {
        assertThat(behaviour("sex=female", "full", LEFT_OUT).uncertain().orElseThrow())
                .satisfies(ratio -> assertThat(ratio.of()).isEqualTo(3))
                .satisfies(ratio -> assertThat(ratio.ratio()).isCloseTo(2 / 3.0, within(1e-12)));
        assertThat(behaviour("all", "pruned", LEFT_OUT)
                        .uncertain()
                        .orElseThrow()
                        .ratio())
                .isCloseTo(2 / 5.0, within(1e-12));
    }

    @Test
    void regressionsAndFixesHaveTheConfidenceOfTheCandidate() {
        Behaviour men = behaviour("sex=male", "pruned", LEFT_OUT);
        assertThat(men.regressions()).contains(new Behaviour.Sureness(1, 0.97, 1));
        assertThat(men.fixes()).isEmpty();
        assertThat(behaviour("all", "pruned", LEFT_OUT).fixes()).contains(new Behaviour.Sureness(1, 0.8, 0));
        assertThat(behaviour("all", "full", LEFT_OUT).regressions()).isEmpty();
    }

    /** Men are 1 of 3 blonds; the baseline takes 1 of 2 of them for blond, and the candidate none of 2. */
    @Test
    void biasAmplificationComparesWithAllImages() {
        assertThat(behaviour("sex=male", "full", LEFT_OUT).biasAmplification().orElseThrow())
                .containsOnlyKeys("blond")
                .satisfies(bias -> assertThat(bias.get("blond")).isCloseTo(1 / 2.0 - 1 / 3.0, within(1e-12)));
        assertThat(behaviour("sex=male", "pruned", LEFT_OUT)
                        .biasAmplification()
                        .orElseThrow()
                        .get("blond"))
                .isCloseTo(-1 / 3.0, within(1e-12));
        assertThat(behaviour("all", "pruned", LEFT_OUT).biasAmplification()).isEmpty();
    }

    @Test
    void binsAreGivenIfAskedFor() {
        assertThat(behaviour("sex=male", "pruned", Optional.of("true")).bins().orElseThrow())
                .containsExactly(
                        new Behaviour.Bin(10 / 15.0, 11 / 15.0, 1, 1, 0.7, 0, 0),
                        new Behaviour.Bin(14 / 15.0, 1, 1, 0, 0.97, 1, 0));
        assertThat(behaviour("sex=male", "pruned", LEFT_OUT).bins()).isEmpty();
        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> behaviour("all", "full", Optional.of("yes")))
                .satisfies(
                        answer -> assertThat(answer.getResponse().getStatus()).isEqualTo(400));
    }
}
