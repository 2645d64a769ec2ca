package io.penumbra.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.counts.Classes;
import io.penumbra.counts.HairImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.View;
import io.penumbra.statistics.Newcombe;
import io.penumbra.statistics.PairedTable;
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
        return hair().statistics(LEFT_OUT, Optional.of(model), Optional.of("sex=male"), confusion)
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
}
