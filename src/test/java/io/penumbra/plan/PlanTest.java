package io.penumbra.plan;

import static io.penumbra.verdict.Observations.evenly;
import static io.penumbra.verdict.Observations.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.verdict.Decision;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Observed;
import io.penumbra.verdict.Verdict;
import io.penumbra.verdict.VerdictSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Subgroup MALE = Subgroup.named("sex=male");
    private static final Pace PACE = new Pace(Map.of(Subgroup.ALL, 1000.0, MALE, 100.0));

    private static Plan plan(VerdictSettings settings, Observed... observed) {
        return Plan.of(Verdict.of("pruned-95", settings, List.of(observed)), PACE);
    }

    /** 100 of 2,000 images are of men, of whom 20 are blond. */
    private static Plan openOnMen() {
        return plan(
                VerdictSettings.DEFAULT,
                evenly("all", 0, 0, 1000),
                labelled("sex=male", new PairedCounts(0, 0, 80), new PairedCounts(0, 0, 20)));
    }

    @Test
    void passWaitsForTheSlowestQuestion() {
        Plan plan = openOnMen();
        Outcome outcome = plan.outcome();
        assertThat(outcome.answer()).isEqualTo(Decision.PASS);
        Step slowest = outcome.slowest().orElseThrow();
        assertThat(slowest.finding().metric()).isEqualTo(GuardedMetric.FALSE_POSITIVE_RATE);
        assertThat(outcome.streamImages())
                .isEqualTo(20 * slowest.needs().images().orElseThrow());
        assertThat(outcome.time())
                .hasValue(Duration.ofMillis(36_000 * slowest.needs().images().orElseThrow()));
        assertThat(outcome.inWords())
                .startsWith("a pass takes about ")
                .endsWith("; the slowest is the false positive rate on male images");
    }

    @Test
    void otherSettingsSaveImages() {
        Plan plan = openOnMen();
        Map<String, Outcome> whatIfs =
                plan.whatIfs().stream().collect(java.util.stream.Collectors.toMap(WhatIf::change, WhatIf::outcome));
        long now = plan.outcome().streamImages();
        assertThat(whatIfs).hasSize(5);
        assertThat(whatIfs.get("every margin twice as wide").streamImages()).isLessThan(now);
        assertThat(whatIfs.get("without the error").streamImages()).isEqualTo(now);
        assertThat(whatIfs.get("without the false positive rate").streamImages())
                .isLessThan(now)
                .isPositive();
        assertThat(whatIfs.get("exempted sex=male/false_positive_rate"))
                .isEqualTo(whatIfs.get("exempted sex=male/false_positive_rate"))
                .satisfies(exempted -> assertThat(
                                exempted.slowest().orElseThrow().finding().metric())
                        .isNotEqualTo(GuardedMetric.FALSE_POSITIVE_RATE));
    }

    @Test
    void failWaitsForTheFirstQuestionWithEvidenceOfHarm() {
        var error = new VerdictSettings(Map.of(GuardedMetric.ERROR, 0.01), 0.05, 100, Set.of());
        Plan plan = plan(
                error,
                labelled("all", new PairedCounts(12, 2, 486), PairedCounts.NONE),
                labelled("sex=male", new PairedCounts(8, 0, 92), PairedCounts.NONE));
        Outcome outcome = plan.outcome();
        assertThat(outcome.answer()).isEqualTo(Decision.FAIL);
        assertThat(outcome.slowest().orElseThrow().finding().subgroup()).isEqualTo(MALE);
        assertThat(outcome.inWords())
                .startsWith("a fail takes about ")
                .endsWith("; the first to show harm is the error on male images");
    }

    @Test
    void worseningWithoutEvidenceDecidesNothing() {
        var error = new VerdictSettings(Map.of(GuardedMetric.ERROR, 0.01), 0.05, 100, Set.of());
        Plan plan = plan(error, labelled("all", new PairedCounts(3, 1, 96), PairedCounts.NONE));
        assertThat(plan.steps().get(0).finding().logHarm()).isNegative();
        assertThat(plan.outcome().answer()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(plan.outcome().undecided()).isEqualTo(1);
        assertThat(plan.summary())
                .endsWith("so far 1 question worsens by more than the margin, without evidence for it");
    }

    @Test
    void verdictThatIsInTakesNothing() {
        Plan pass = plan(VerdictSettings.DEFAULT, evenly("all", 0, 0, 1000));
        assertThat(pass.outcome().answer()).isEqualTo(Decision.PASS);
        assertThat(pass.outcome().inWords()).isEqualTo("the candidate passes");
        assertThat(pass.steps()).isEmpty();
        Plan fail = plan(VerdictSettings.DEFAULT, evenly("all", 200, 0, 1000));
        assertThat(fail.outcome().inWords()).isEqualTo("the candidate fails");
    }
}
