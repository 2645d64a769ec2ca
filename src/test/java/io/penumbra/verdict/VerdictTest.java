package io.penumbra.verdict;

import static io.penumbra.verdict.Observations.evenly;
import static io.penumbra.verdict.Observations.labelled;
import static io.penumbra.verdict.Observations.unlabelled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.PairedCounts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final VerdictSettings DEFAULT = VerdictSettings.DEFAULT;
    private static final VerdictSettings ERROR_ALONE =
            new VerdictSettings(Map.of(GuardedMetric.ERROR, 0.01), 0.05, 100, Set.of());

    private static final VerdictSettings ONE_POINT = new VerdictSettings(
            Map.of(
                    GuardedMetric.ERROR, 0.01,
                    GuardedMetric.FALSE_POSITIVE_RATE, 0.01,
                    GuardedMetric.FALSE_NEGATIVE_RATE, 0.01),
            0.05,
            100,
            Set.of());

    private static Verdict verdict(VerdictSettings settings, Observed... observed) {
        return Verdict.of("pruned-95", settings, List.of(observed));
    }

    private static VerdictSettings exempting(VerdictSettings settings, String... exempted) {
        return new VerdictSettings(
                settings.margins(),
                settings.level(),
                settings.minimum(),
                Set.of(Stream.of(exempted).map(Exemption::named).toArray(Exemption[]::new)));
    }

    private static Finding finding(Verdict verdict, String subgroup, GuardedMetric metric) {
        return verdict.findings().stream()
                .filter(each -> each.subgroup().name().equals(subgroup) && each.metric() == metric)
                .findFirst()
                .orElseThrow();
    }

    private static State state(Verdict verdict, String subgroup, GuardedMetric metric) {
        return finding(verdict, subgroup, metric).state();
    }

    @Test
    void candidateThatIsTheSameEverywherePasses() {
        Verdict same = verdict(DEFAULT, evenly("all", 0, 0, 1000), evenly("sex=male", 0, 0, 1000));
        assertThat(same.decision()).isEqualTo(Decision.PASS);
        assertThat(same.findings()).hasSize(6).allMatch(finding -> finding.state() == State.SAFE);
        assertThat(same.reasons())
                .containsExactly(
                        "each of 6 questions (subgroup and metric) shows a change below its margin (error 1.00 points, false positive rate 1.00 points, "
                                + "false negative rate 5.00 points) after 2,000 labelled images");
    }

    @Test
    void candidateWithoutAPredictionOnSomeImageCannotPass() {
        Verdict once =
                verdict(DEFAULT, Observations.failing(1, evenly("all", 0, 0, 1000)), evenly("sex=male", 0, 0, 1000));
        assertThat(once.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(once.failures()).isEqualTo(1);
        assertThat(once.findings()).allMatch(finding -> finding.state() == State.SAFE);
        assertThat(once.reasons())
                .containsExactly(
                        "pruned-95 gave no prediction on 1 of 2,001 images; a version passes only if it has one for each");
        Verdict only = verdict(DEFAULT, Observations.failing(7, unlabelled("all", 0, 0)));
        assertThat(only.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(only.reasons()).first().asString().contains("no prediction on 7 of 7 images");
    }

    @Test
    void harmIsShownWhateverElseTheCandidateFailedOn() {
        Verdict harmful = verdict(ERROR_ALONE, Observations.failing(9, evenly("all", 200, 0, 2000)));
        assertThat(harmful.decision()).isEqualTo(Decision.FAIL);
        assertThat(harmful.reasons()).hasSize(2).first().asString().contains("gave no prediction on 9 of");
        Verdict exempt = verdict(
                exempting(DEFAULT, "all", "sex=male"),
                Observations.failing(2, evenly("all", 0, 0, 1000)),
                evenly("sex=male", 0, 0, 1000));
        assertThat(exempt.decision()).isEqualTo(Decision.INCONCLUSIVE);
    }

    @Test
    void harmOfOneSubgroupFailsTheCandidate() {
        Verdict verdict = verdict(ERROR_ALONE, evenly("all", 30, 15, 2000), evenly("sex=male", 60, 5, 400));
        assertThat(verdict.decision()).isEqualTo(Decision.FAIL);
        assertThat(state(verdict, "sex=male", GuardedMetric.ERROR)).isEqualTo(State.HARMED);
        assertThat(state(verdict, "all", GuardedMetric.ERROR)).isNotEqualTo(State.HARMED);
        assertThat(verdict.worst().orElseThrow().subgroup().name()).isEqualTo("sex=male");
        assertThat(verdict.reasons())
                .singleElement()
                .asString()
                .matches(
                        "sex=male: error changes by \\+11\\.83 points \\[\\+\\d\\.\\d\\d, \\+\\d\\d\\.\\d\\d], beyond the "
                                + "margin of 1\\.00 points \\(ln e \\d+\\.\\d\\d, 930 images\\)");
    }

    @Test
    void evidenceIsThatOfTheBets() {
        Verdict verdict = verdict(
                new VerdictSettings(Map.of(GuardedMetric.ERROR, 1e-12), 0.05, 1, Set.of()),
                labelled("all", new PairedCounts(40, 10, 950), PairedCounts.NONE));
        Finding error = finding(verdict, "all", GuardedMetric.ERROR);
        assertThat(error.logHarm()).isCloseTo(7.954565, within(1e-6));
        assertThat(error.logSafety()).isNegative();
        assertThat(verdict.interval(error).orElseThrow().lower()).isCloseTo(0.008582, within(1e-6));
        assertThat(verdict.interval(error).orElseThrow().upper()).isCloseTo(0.055011, within(1e-6));
    }

    @Test
    void harmIsCalledOnlyBeyondTheThresholdOfAllGuardedQuestions() {
        // ln e = 5.25 here: enough for 7 questions, ln 7/0.04 = 5.16, and too little for 8, ln 8/0.04 = 5.30
        Observed harmed = labelled("sex=male", new PairedCounts(46, 10, 944), PairedCounts.NONE);
        Finding alone = finding(verdict(ERROR_ALONE, harmed), "sex=male", GuardedMetric.ERROR);
        assertThat(alone.logHarm()).isBetween(Math.log(7 / 0.04), Math.log(8 / 0.04));
        Observed[] seven = Stream.concat(Stream.of(harmed), open(6)).toArray(Observed[]::new);
        Observed[] eight = Stream.concat(Stream.of(harmed), open(7)).toArray(Observed[]::new);
        assertThat(verdict(ERROR_ALONE, seven).decision()).isEqualTo(Decision.FAIL);
        assertThat(verdict(ERROR_ALONE, eight).decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(verdict(exempting(ERROR_ALONE, "age=0"), eight).decision()).isEqualTo(Decision.FAIL);
    }

    private static Stream<Observed> open(int count) {
        return Stream.iterate(0, i -> i < count, i -> i + 1)
                .map(i -> labelled("age=" + i, new PairedCounts(2, 2, 96), PairedCounts.NONE));
    }

    @Test
    void subgroupBelowTheMinimumCountsAsAQuestionAndIsNeverCalledHarmed() {
        Observed few = labelled("sex=male", new PairedCounts(90, 0, 9), PairedCounts.NONE);
        Verdict verdict = verdict(ERROR_ALONE, evenly("all", 0, 0, 1000), few);
        assertThat(finding(verdict, "sex=male", GuardedMetric.ERROR).logHarm()).isGreaterThan(50);
        assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(state(verdict, "sex=male", GuardedMetric.ERROR)).isEqualTo(State.BELOW_MINIMUM);
        assertThat(verdict.reasons())
                .containsExactly("sex=male: the error is known to count 99 images, below the minimum of 100");
        assertThat(verdict.imagesNeeded(finding(verdict, "sex=male", GuardedMetric.ERROR)))
                .hasValue(1);
    }

    @Test
    void oneLabelledImageIsSaidInTheSingular() {
        Observed one = labelled("sex=male", new PairedCounts(0, 0, 1), PairedCounts.NONE);
        assertThat(verdict(ERROR_ALONE, evenly("all", 0, 0, 1000), one).reasons())
                .containsExactly("sex=male: the error is known to count 1 image, below the minimum of 100");
    }

    @Test
    void minimumCountsTheImagesOfTheMetric() {
        Observed men = labelled("sex=male", new PairedCounts(0, 0, 1000), new PairedCounts(0, 0, 99));
        Verdict verdict = verdict(DEFAULT, evenly("all", 0, 0, 1000), men);
        assertThat(state(verdict, "sex=male", GuardedMetric.FALSE_POSITIVE_RATE))
                .isEqualTo(State.SAFE);
        assertThat(state(verdict, "sex=male", GuardedMetric.FALSE_NEGATIVE_RATE))
                .isEqualTo(State.BELOW_MINIMUM);
        assertThat(verdict.reasons())
                .containsExactly(
                        "sex=male: the false negative rate is known to count 99 images, below the minimum of 100");
        // each eleventh of the subgroup's images is a positive one
        assertThat(verdict.imagesNeeded(finding(verdict, "sex=male", GuardedMetric.FALSE_NEGATIVE_RATE)))
                .hasValue(12);
    }

    @Test
    void marginIsThatOfTheMetric() {
        Verdict verdict = verdict(DEFAULT, evenly("all", 40, 0, 960));
        assertThat(state(verdict, "all", GuardedMetric.FALSE_POSITIVE_RATE)).isEqualTo(State.HARMED);
        assertThat(state(verdict, "all", GuardedMetric.FALSE_NEGATIVE_RATE)).isEqualTo(State.OPEN);
        Verdict less = verdict(DEFAULT, evenly("all", 10, 10, 980));
        assertThat(state(less, "all", GuardedMetric.FALSE_POSITIVE_RATE)).isEqualTo(State.OPEN);
        assertThat(state(less, "all", GuardedMetric.FALSE_NEGATIVE_RATE)).isEqualTo(State.SAFE);
    }

    @Test
    void oneMetricOfASubgroupMayBeExempted() {
        Observed men = labelled("sex=male", new PairedCounts(0, 0, 1000), PairedCounts.NONE);
        Verdict verdict = verdict(exempting(DEFAULT, "sex=male/false_negative_rate"), evenly("all", 0, 0, 1000), men);
        assertThat(state(verdict, "sex=male", GuardedMetric.FALSE_NEGATIVE_RATE))
                .isEqualTo(State.EXEMPT);
        assertThat(state(verdict, "sex=male", GuardedMetric.ERROR)).isEqualTo(State.SAFE);
        assertThat(verdict.decision()).isEqualTo(Decision.PASS);
    }

    @Test
    void exemptedSubgroupIsShownAndNotJudged() {
        Observed few = evenly("sex=male", 45, 0, 4);
        Verdict verdict = verdict(exempting(DEFAULT, "sex=male"), evenly("all", 0, 0, 1000), few);
        assertThat(verdict.decision()).isEqualTo(Decision.PASS);
        assertThat(state(verdict, "sex=male", GuardedMetric.ERROR)).isEqualTo(State.EXEMPT);
        assertThat(verdict.imagesNeeded(finding(verdict, "sex=male", GuardedMetric.ERROR)))
                .isEmpty();
        assertThat(verdict.worst().orElseThrow().subgroup()).isEqualTo(Subgroup.ALL);
    }

    @Test
    void exemptionOfASubgroupThatDoesNotExistIsSaid() {
        Verdict verdict = verdict(exempting(DEFAULT, "sex=man"), evenly("all", 0, 0, 1000));
        assertThat(verdict.decision()).isEqualTo(Decision.PASS);
        assertThat(verdict.unseenExemptions()).containsExactly(Exemption.named("sex=man"));
        assertThat(verdict.reasons())
                .hasSize(2)
                .last()
                .isEqualTo("the exemption sex=man names a subgroup without an image");
    }

    @Test
    void nothingIsPassedWhereEverythingIsExempted() {
        Verdict verdict = verdict(exempting(DEFAULT, "all"), evenly("all", 0, 0, 1000));
        assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(verdict.reasons()).containsExactly("every subgroup is exempted");
    }

    @Test
    void withoutLabelsOnlyDisagreementIsKnown() {
        Verdict verdict = verdict(DEFAULT, unlabelled("all", 12, 500), unlabelled("sex=male", 12, 500));
        assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(state(verdict, "all", GuardedMetric.ERROR)).isEqualTo(State.OPEN);
        assertThat(state(verdict, "all", GuardedMetric.FALSE_NEGATIVE_RATE)).isEqualTo(State.NO_LABELS);
        assertThat(verdict.worst()).isEmpty();
        assertThat(verdict.interval(verdict.findings().get(0))).isEmpty();
        assertThat(verdict.reasons())
                .hasSize(3)
                .first(InstanceOfAssertFactories.STRING)
                .matches(
                        "no image has a label yet; .*: 12 of 500 images change class, 2\\.40 % \\[\\d\\.\\d\\d, \\d\\.\\d\\d]");
    }

    @Test
    void subgroupWithoutLabelsBesideOthersIsNamedWithItsCount() {
        Verdict verdict = verdict(DEFAULT, evenly("all", 0, 0, 1000), unlabelled("sex=male", 1, 5));
        assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(verdict.reasons()).containsExactly("sex=male: no image has a label");
    }

    @Test
    void candidateWithoutAnImageIsInconclusive() {
        Verdict verdict = verdict(exempting(DEFAULT, "sex=male"));
        assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(verdict.labelled()).isZero();
        assertThat(verdict.scored()).isZero();
        assertThat(verdict.reasons()).containsExactly("pruned-95 has scored no image yet");
    }

    @Test
    void openQuestionForecastsLabelledImagesOfTheSubgroup() {
        Verdict verdict = verdict(ONE_POINT, labelled("all", new PairedCounts(2, 2, 896), new PairedCounts(0, 0, 100)));
        Finding positives = finding(verdict, "all", GuardedMetric.FALSE_NEGATIVE_RATE);
        assertThat(positives.state()).isEqualTo(State.OPEN);
        long needed = verdict.imagesNeeded(positives).orElseThrow();
        // only each tenth image is a positive one
        long times = needed / 1000 + 2;
        Verdict later = verdict(
                ONE_POINT,
                labelled(
                        "all",
                        new PairedCounts(2 * times, 2 * times, 896 * times),
                        new PairedCounts(0, 0, 100 + needed / 10 + 1)));
        assertThat(state(later, "all", GuardedMetric.FALSE_NEGATIVE_RATE)).isEqualTo(State.SAFE);
        assertThat(needed).isBetween(3000L, 10_000L);
        assertThat(verdict.reasons())
                .contains(
                        "all: false negative rate changes by +0.00 points over 100 labelled images and is open; at the present rates it needs about "
                                + String.format(Locale.ROOT, "%,d", needed)
                                + " more images of the subgroup and 16 labels of flips");
    }

    @Test
    void openQuestionWhoseRatesAreBeyondTheMarginForecastsHarm() {
        Verdict verdict = verdict(ERROR_ALONE, labelled("all", new PairedCounts(10, 5, 85), PairedCounts.NONE));
        Finding error = finding(verdict, "all", GuardedMetric.ERROR);
        assertThat(error.state()).isEqualTo(State.OPEN);
        long needed = verdict.imagesNeeded(error).orElseThrow();
        long times = needed / 100 + 2;
        Verdict later = verdict(
                ERROR_ALONE, labelled("all", new PairedCounts(10 * times, 5 * times, 85 * times), PairedCounts.NONE));
        assertThat(later.decision()).isEqualTo(Decision.FAIL);
    }

    @Test
    void ratesAtTheMarginForecastNothing() {
        Verdict verdict = verdict(ERROR_ALONE, labelled("all", new PairedCounts(12, 2, 986), PairedCounts.NONE));
        assertThat(verdict.imagesNeeded(finding(verdict, "all", GuardedMetric.ERROR)))
                .isEmpty();
        assertThat(verdict.reasons())
                .containsExactly(
                        "all: error changes by +1.00 points over 1,000 labelled images and is open; at the present rates no number of images decides it");
    }

    @Test
    void metricWithoutAnImageSaysSoAndNamesTheWayOut() {
        Verdict verdict = verdict(DEFAULT, labelled("all", new PairedCounts(0, 0, 1000), PairedCounts.NONE));
        assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(verdict.reasons())
                .containsExactly(
                        "all: no labelled image counts for the false negative rate; if none will come, exempt all/false_negative_rate");
        assertThat(verdict(
                                exempting(DEFAULT, "all/false_negative_rate"),
                                labelled("all", new PairedCounts(0, 0, 1000), PairedCounts.NONE))
                        .decision())
                .isEqualTo(Decision.PASS);
    }

    @Test
    void worstIsTheLargestChangeAmongTheHarmedElseAmongTheJudged() {
        Observed harmed = labelled("sex=male", new PairedCounts(150, 20, 1830), PairedCounts.NONE);
        Observed larger = labelled("age=old", new PairedCounts(8, 0, 92), PairedCounts.NONE);
        assertThat(verdict(ERROR_ALONE, larger, harmed).worst().orElseThrow().subgroup())
                .isEqualTo(Subgroup.named("sex=male"));
        assertThat(verdict(ERROR_ALONE, larger, evenly("all", 1, 1, 1000))
                        .worst()
                        .orElseThrow()
                        .subgroup())
                .isEqualTo(Subgroup.named("age=old"));
    }

    @Test
    void hugeCountsAreJudgedWithFiniteEvidence() {
        long many = 1_000_000_000_000L;
        Verdict harmed = verdict(DEFAULT, evenly("all", many / 10, many / 100, many));
        assertThat(harmed.decision()).isEqualTo(Decision.FAIL);
        Verdict equal = verdict(DEFAULT, evenly("all", many / 100, many / 100, many));
        assertThat(equal.decision()).isEqualTo(Decision.PASS);
        assertThat(Stream.concat(harmed.findings().stream(), equal.findings().stream()))
                .allSatisfy(finding -> {
                    assertThat(finding.logHarm()).isFinite();
                    assertThat(finding.logSafety()).isFinite();
                });
    }

    @Test
    void rateThatOneSubgroupLacksIsRefusedByName() {
        var onlyError = new Observed(
                Subgroup.ALL,
                0,
                0,
                0,
                0,
                0,
                0,
                Map.of(Rate.ERROR, evenly("all", 0, 0, 0).outcomes().get(Rate.ERROR)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> verdict(DEFAULT, onlyError, evenly("sex=male", 0, 0, 0)))
                .withMessageContaining("false positive rate");
    }

    @Test
    void aVerdictByChosenLabelsAloneSaysTheChangeAndItsInterval() {
        Verdict verdict =
                Verdict.of("pruned", VerdictSettings.DEFAULT, List.of(Observations.audited("all", 2000, 90, 5)));

        assertThat(verdict.decision()).isEqualTo(Decision.FAIL);
        Finding worst = verdict.worst().orElseThrow();
        assertThat(worst.outcomes().basis()).isEqualTo(Basis.AUDIT);
        assertThat(worst.outcomes().change()).hasValue(0.0425);
        assertThat(verdict.interval(worst).orElseThrow().lower()).isGreaterThan(0.01);
        assertThat(verdict.reasons())
                .anySatisfy(reason -> assertThat(reason)
                        .startsWith("all: error changes by +4.25 points [+")
                        .endsWith("95 labelled flips)"));
    }
}
