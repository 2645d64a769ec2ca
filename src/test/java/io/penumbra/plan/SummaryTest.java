package io.penumbra.plan;

import static io.penumbra.verdict.Observations.evenly;
import static io.penumbra.verdict.Observations.failing;
import static io.penumbra.verdict.Observations.labelled;
import static io.penumbra.verdict.Observations.unlabelled;
import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.verdict.Exemption;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Observed;
import io.penumbra.verdict.Verdict;
import io.penumbra.verdict.VerdictSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Pace PACE = new Pace(Map.of(Subgroup.ALL, 6000.0, Subgroup.named("age=old,sex=male"), 200.0));

    private static final VerdictSettings ERROR =
            new VerdictSettings(Map.of(GuardedMetric.ERROR, 0.01), 0.05, 100, Set.of());

    private static String summary(VerdictSettings settings, Pace pace, Observed... observed) {
        return Plan.of(Verdict.of("pruned-95", settings, List.of(observed)), pace)
                .summary();
    }

    @Test
    void passCountsItsQuestions() {
        assertThat(summary(VerdictSettings.DEFAULT, PACE, evenly("all", 0, 0, 1000), evenly("sex=male", 0, 0, 1000)))
                .isEqualTo("pass: all 6 questions are safe");
        assertThat(summary(ERROR, PACE, evenly("all", 0, 0, 1000))).isEqualTo("pass: 1 of 1 question is safe");
    }

    @Test
    void failureNamesTheWorst() {
        assertThat(summary(
                        VerdictSettings.DEFAULT,
                        PACE,
                        evenly("all", 0, 0, 1000),
                        labelled("age=old,sex=male", new PairedCounts(0, 0, 500), new PairedCounts(40, 5, 155))))
                .isEqualTo(
                        "fail: 2 of 6 questions are harmed; the worst is the false negative rate on old male images, "
                                + "+17.50 points where 5 are tolerated");
    }

    @Test
    void slowestQuestionHasTheTimeOfItsOwnSubgroup() {
        String old = "age=old,sex=male";
        assertThat(summary(ERROR, PACE, evenly("all", 0, 0, 1000), evenly(old, 0, 0, 100)))
                .matches(
                        "inconclusive: 1 of 2 questions is safe; the slowest is the error on old male images, about [\\d.]+ h");
        Step step = Plan.of(
                        Verdict.of("pruned-95", ERROR, List.of(evenly("all", 0, 0, 1000), evenly(old, 0, 0, 100))),
                        PACE)
                .slowest()
                .orElseThrow();
        long images = step.needs().images().orElseThrow();
        // 500 images without a change show safety at a level of 0.04; 200 came
        assertThat(images).isBetween(280L, 310L);
        assertThat(step.time().orElseThrow().toMinutes()).isEqualTo(Math.round(60 * images / 200.0 - 0.5));
        // an old man is one image in ten of the 2,000
        assertThat(step.streamImages()).hasValue(10 * images);
        assertThat(step.labels()).isZero();
    }

    @Test
    void harmThatComesIsSaidInPlaceOfTheSlowest() {
        assertThat(summary(ERROR, PACE, labelled("all", new PairedCounts(12, 2, 186), PairedCounts.NONE)))
                .matches("inconclusive: 0 of 1 question are safe; "
                        + "harm would be shown first for the error on all images, after about \\d+ s");
    }

    @Test
    void unknownPaceIsSaid() {
        assertThat(summary(ERROR, Pace.UNKNOWN, evenly("all", 0, 0, 100)))
                .endsWith("more of them, and how fast they come is not known before the second minute");
        assertThat(summary(ERROR, new Pace(Map.of(Subgroup.ALL, 10.0)), evenly("sex=male", 0, 0, 100)))
                .endsWith("more of them, and none came in the last 24 h");
    }

    @Test
    void labelsOfFlipsComeBeforeImages() {
        assertThat(summary(ERROR, PACE, unlabelled("all", 30, 4000), unlabelled("sex=male", 20, 2000)))
                .matches("inconclusive: 0 of 2 questions are safe; no image has a label yet; "
                        + "\\d+ labels of flips would decide all 2 that are open");
    }

    @Test
    void changeAtTheMarginIsNeverDecided() {
        assertThat(summary(ERROR, PACE, labelled("all", new PairedCounts(20, 10, 970), PairedCounts.NONE)))
                .isEqualTo("inconclusive: 0 of 1 question are safe; "
                        + "at the present rates no number of images decides 1 question");
    }

    @Test
    void whatKeepsAVerdictOpenOtherwiseIsSaid() {
        assertThat(summary(ERROR, PACE)).isEqualTo("inconclusive: pruned-95 has scored no image yet");
        assertThat(summary(ERROR, PACE, failing(3, evenly("all", 0, 0, 1000))))
                .isEqualTo("inconclusive: pruned-95 gave no prediction on 3 images; 1 of 1 question is safe");
        assertThat(summary(ERROR, PACE, evenly("all", 0, 0, 1000), unlabelled("sex=male", 0, 0)))
                .isEqualTo("inconclusive: 1 of 2 questions is safe; no image came yet for 1 question");
        var exempt = new VerdictSettings(ERROR.margins(), 0.05, 100, Set.of(Exemption.named("all")));
        assertThat(summary(exempt, PACE, evenly("all", 0, 0, 1000)))
                .isEqualTo("inconclusive: every question is exempted");
    }
}
