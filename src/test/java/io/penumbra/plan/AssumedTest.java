package io.penumbra.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penumbra.counts.Subgroup;
import io.penumbra.verdict.Basis;
import io.penumbra.verdict.Decision;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.State;
import io.penumbra.verdict.VerdictSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssumedTest {
    private static final Subgroup OLD_MEN = Subgroup.named("age=old,sex=male");

    private static VerdictSettings settings(Map<GuardedMetric, Double> margins, Basis basis) {
        return new VerdictSettings(margins, 0.05, 100, Set.of(), basis, 1);
    }

    private static Assumed assumed(double flips, double change, Map<Subgroup, Double> shares) {
        return new Assumed(flips, change, new TreeMap<>(shares), new TreeMap<>(), OptionalDouble.of(1000));
    }

    /** The forecasts of the mathematics at a level of 0.05, rounded up. */
    @ParameterizedTest
    @CsvSource({
        "0,     0,    0.01, SAFE,   547",
        "0.016, 0,    0.01, SAFE,   2132",
        "0.016, 0,    0.02, SAFE,   644",
        "0.04,  0,    0.01, SAFE,   5052",
        "0.05,  0.03, 0.01, HARMED, 1334",
        "0.08,  0.04, 0.01, HARMED, 984"
    })
    void imagesAreThoseOfTheForecast(double flips, double change, double margin, State answer, long images) {
        Plan plan = assumed(flips, change, Map.of()).plan(settings(Map.of(GuardedMetric.ERROR, margin), Basis.SAMPLE));
        Step step = plan.steps().get(0);
        assertThat(plan.steps()).hasSize(1);
        assertThat(step.needs().answer()).isEqualTo(answer);
        assertThat(step.needs().images()).hasValue(images);
        assertThat(step.labels()).isEqualTo(images);
        assertThat(plan.outcome().answer()).isEqualTo(answer == State.SAFE ? Decision.PASS : Decision.FAIL);
        assertThat(plan.outcome().time()).hasValue(Duration.ofMillis(3600 * images));
    }

    @Test
    void changeAtTheMarginIsNeverDecided() {
        Plan plan = assumed(0.02, 0.01, Map.of()).plan(settings(Map.of(GuardedMetric.ERROR, 0.01), Basis.BOTH));
        assertThat(plan.steps().get(0).isDecidable()).isFalse();
        assertThat(plan.outcome().answer()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(plan.outcome().inWords()).isEqualTo("1 question is not decided at these rates");
    }

    @Test
    void rareSubgroupTakesAsManyOfItsOwnImages() {
        Plan plan =
                assumed(0.016, 0, Map.of(OLD_MEN, 0.01)).plan(settings(Map.of(GuardedMetric.ERROR, 0.01), Basis.BOTH));
        Step all = plan.steps().get(0);
        Step rare = plan.steps().get(1);
        assertThat(rare.needs().images()).isEqualTo(all.needs().images());
        assertThat(rare.streamImages().orElseThrow())
                .isEqualTo(100 * rare.needs().images().orElseThrow());
        assertThat(rare.labels())
                .isEqualTo(Math.round(0.016 * rare.needs().images().orElseThrow()));
        assertThat(plan.slowest()).contains(rare);
        // labels of old men are labels of all images too
        assertThat(plan.outcome().labels().flips()).isEqualTo(rare.labels());
    }

    @Test
    void ratesOfAClassTakeTheImagesOfTheClass() {
        var assumed = new Assumed(
                0.016,
                0,
                new TreeMap<>(Map.of(OLD_MEN, 0.1)),
                new TreeMap<>(Map.of("blond", Map.of(Subgroup.ALL, 0.2, OLD_MEN, 0.05))),
                OptionalDouble.empty());
        Plan plan = assumed.plan(settings(
                Map.of(
                        GuardedMetric.ERROR, 0.01,
                        GuardedMetric.FALSE_POSITIVE_RATE, 0.01,
                        GuardedMetric.FALSE_NEGATIVE_RATE, 0.01),
                Basis.BOTH));
        List<Long> images = plan.steps().stream()
                .map(step -> step.needs().images().orElseThrow())
                .toList();
        double each = images.get(0);
        assertThat(images.get(1) / each).isBetween(1.249, 1.251);
        assertThat(images.get(2) / each).isBetween(4.99, 5.01);
        assertThat(images.get(4) / each).isBetween(1.052, 1.054);
        assertThat(images.get(5) / each).isBetween(19.9, 20.1);
        assertThat(plan.slowest()).contains(plan.steps().get(5));
        assertThat(plan.steps()).allMatch(step -> step.time().isEmpty());
        assertThat(assumed.whatIfs(plan))
                .extracting(WhatIf::change)
                .containsExactly(
                        "every margin twice as wide",
                        "without the error",
                        "without the false positive rate",
                        "without the false negative rate",
                        "exempted age=old,sex=male/false_negative_rate");
        WhatIf exempted = assumed.whatIfs(plan).get(4);
        assertThat(exempted.outcome().streamImages()).isLessThan(plan.outcome().streamImages());
        assertThat(exempted.outcome().answer()).isEqualTo(Decision.PASS);
    }

    @Test
    void minimumIsTheLeast() {
        Plan plan = assumed(0, 0, Map.of()).plan(settings(Map.of(GuardedMetric.ERROR, 0.5), Basis.BOTH));
        assertThat(plan.steps().get(0).needs().images()).hasValue(100);
    }

    @Test
    void wrongRatesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assumed(1.1, 0, Map.of()))
                .withMessage("the share of flips is 1.1, expected 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assumed(0.1, 0.2, Map.of()))
                .withMessage("the change is 0.2, expected -0.1 to 0.1, the share of flips");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assumed(0.1, 0, Map.of(OLD_MEN, 0.0)))
                .withMessage("the share of age=old,sex=male is 0.0, expected above 0 and at most 1");
    }
}
