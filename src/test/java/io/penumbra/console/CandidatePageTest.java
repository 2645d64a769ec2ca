package io.penumbra.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.plan.Pace;
import io.penumbra.plan.Plan;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.Verdict;
import io.penumbra.verdict.VerdictSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CandidatePageTest {
    private static final long NOW = Instant.parse("2026-05-06T07:08:09Z").toEpochMilli();

    private static final Snapshot SNAPSHOT = snapshot();
    private static final Verdict VERDICT =
            new Gate(VerdictSettings.DEFAULT, Map.of()).verdict(SNAPSHOT, CountedImages.CANDIDATE);

    /** Of 1000 blond men the candidate misses 300, of 1000 blond women none. */
    private static Snapshot snapshot() {
        var counted = new CountedImages(1);
        for (int i = 0; i < 1000; i++) {
            counted.add(NOW, "male", "blond", 1, i < 300 ? 0 : 1);
            counted.add(NOW, "female", "blond", 1, 1);
            counted.add(NOW, "female", "not_blond", 0, 0);
        }
        return counted.snapshot();
    }

    private static CandidatePage page(Map<String, String> query) {
        List<Question> questions = VERDICT.findings().stream()
                .map(finding -> Question.of(VERDICT, finding))
                .toList();
        return CandidatePage.of(
                Plan.of(VERDICT, Pace.UNKNOWN),
                questions,
                SNAPSHOT,
                List.of(),
                Optional.empty(),
                QuestionFilter.of(query),
                History.NONE);
    }

    @Test
    void everyQuestionOfTheVerdictIsARow() {
        CandidatePage page = page(Map.of());
        assertThat(page.rows()).hasSize(VERDICT.findings().size());
        assertThat(page.total()).isEqualTo(page.rows().size());
        assertThat(page.reasons())
                .isEqualTo(VERDICT.reasons().subList(0, page.reasons().size()));
        assertThat(page.reasons().size() + page.moreReasons())
                .isEqualTo(VERDICT.reasons().size());
        CandidatePage.Row first = page.rows().get(0);
        assertThat(first.mark().word()).isEqualTo("harmed");
        assertThat(first.fromTo()).isEqualTo("0\u00a0% → 30\u00a0%");
        assertThat(first.gallery()).isEqualTo("/gallery?candidate=" + CountedImages.CANDIDATE + "&subgroup=sex%3Dmale");
    }

    @Test
    void addressFiltersByAttributeMetricAndState() {
        assertThat(page(Map.of("is.sex", "male")).rows())
                .hasSize(3)
                .allMatch(row -> row.subgroup().equals("male"));
        assertThat(page(Map.of("metric", "missed blond", "state", "harmed")).rows())
                .extracting(CandidatePage.Row::subgroup)
                .containsExactlyInAnyOrder("all", "male");
        assertThat(page(Map.of("is.sex", "nobody")).rows()).isEmpty();
    }

    @Test
    void choicesAreWhatTheQuestionsHave() {
        CandidatePage page = page(Map.of("is.sex", "male"));
        assertThat(page.choices()).extracting(CandidatePage.Choice::label).containsExactly("sex", "metric", "state");
        assertThat(page.choices().get(0).values()).containsExactly("female", "male");
        assertThat(page.choices().get(0).isChosen("male")).isTrue();
        assertThat(page.choices().get(0).isChosen("female")).isFalse();
    }

    @Test
    void classesAreThoseOfTheChosenSubgroup() {
        assertThat(page(Map.of("is.sex", "male")).classes()).anySatisfy(row -> {
            assertThat(row.name()).isEqualTo("blond");
            assertThat(row.labelled()).isEqualTo("1,000");
            assertThat(row.baselineRight()).isEqualTo("100\u00a0%");
            assertThat(row.candidateRight()).isEqualTo("70\u00a0%");
        });
    }

    @Test
    void behaviourIsThatOfTheChosenSubgroup() {
        Behaviour men = page(Map.of("is.sex", "male")).behaviour().orElseThrow();
        assertThat(men.rows())
                .extracting(Behaviour.Row::name, Behaviour.Row::baseline, Behaviour.Row::candidate)
                .containsExactly(
                        tuple("calibration error", "0\u00a0%", "30\u00a0%"),
                        tuple("uncertain", "0\u00a0%", "0\u00a0%"),
                        tuple("bias towards blond", "0.0", "−8.8")); // 700 of 1700 instead of 1000 of 2000
        assertThat(men.sure())
                .containsExactly(
                        "newly wrong on 300 images: mean confidence 100\u00a0%, sure of 300",
                        "newly right on 0 images");
        assertThat(page(Map.of()).behaviour().orElseThrow().rows()).hasSize(2);
        assertThat(page(Map.of("is.sex", "unheard-of")).behaviour()).isEmpty();
    }

    @Test
    void evidenceOverTimeEndsWithThatOfTheVerdict() {
        var counted = new CountedImages(1);
        for (int minute = 0; minute < 200; minute++) {
            for (int i = 0; i < 5; i++) {
                counted.add(NOW + minute * 60_000L, "male", "blond", 1, 1);
            }
        }
        Snapshot snapshot = counted.snapshot();
        Verdict verdict = new Gate(VerdictSettings.DEFAULT, Map.of()).verdict(snapshot, CountedImages.CANDIDATE);
        var error = verdict.findings().get(0);
        Evidence evidence = Evidence.of(verdict, snapshot, Subgroup.ALL).orElseThrow();
        assertThat(evidence.says())
                .isEqualTo("Evidence on the error: 0\u00a0% of what shows harm, "
                        + Words.percent(error.logSafety() / verdict.logSafetyEnough()) + " of what shows safety");
        assertThat(evidence.safety().split(" ")).hasSizeBetween(50, 62);
        assertThat(evidence.safetyEnd()).isLessThan(evidence.decides());
        assertThat(evidence.harmEnd()).isGreaterThanOrEqualTo(evidence.zero());
        assertThat(Evidence.of(verdict, snapshot, Subgroup.named("sex=female"))).isEmpty();
    }

    @Test
    void placesLieOnOneScale() {
        CandidatePage page = page(Map.of());
        assertThat(page.rows())
                .allSatisfy(row -> row.spot().ifPresent(spot -> {
                    assertThat(spot.from()).isLessThanOrEqualTo(spot.point());
                    assertThat(spot.point()).isLessThanOrEqualTo(spot.to());
                    assertThat(spot.point()).isBetween(6.0, 254.0);
                }));
        CandidatePage.Spot harmed = page.rows().get(0).spot().orElseThrow();
        assertThat(harmed.from()).isGreaterThan(harmed.bandFrom() + harmed.bandWidth());
    }
}
