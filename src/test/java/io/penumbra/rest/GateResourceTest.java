package io.penumbra.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.counts.Classes;
import io.penumbra.counts.CountedImages;
import io.penumbra.counts.HairImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.View;
import io.penumbra.model.OpenModels;
import io.penumbra.rest.GateResource.Canary;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.VerdictSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GateResourceTest {
    private static final long NOW = Instant.parse("2026-05-06T07:08:09Z").toEpochMilli();
    private static final Gate GATE =
            new Gate(new VerdictSettings(Map.of(GuardedMetric.ERROR, 0.01), 0.05, 100, Set.of()), Map.of());

    private static final Optional<String> ANY = Optional.empty();

    private static GateResource over(Optional<Snapshot> snapshot) {
        View view = new View() {
            @Override
            public Optional<Snapshot> snapshot() {
                return snapshot;
            }

            @Override
            public boolean exports() {
                return false;
            }
        };
        return new GateResource(view, new OpenModels(), GATE);
    }

    /** All of one kind, men who are blond, and right by the baseline. */
    private static GateResource over(int images, int wrong) {
        var counted = new CountedImages(1);
        for (int i = 0; i < images; i++) {
            counted.add(NOW, "male", "blond", 1, i < wrong ? 0 : 1);
        }
        return over(Optional.of(counted.snapshot()));
    }

    private static Canary canary(String candidate) {
        return new Canary(Map.of("candidate", candidate));
    }

    private static int status(NoAnswer answer) {
        return answer.getResponse().getStatus();
    }

    private static NoAnswer noAnswer(ThrowingCallable call) {
        return catchThrowableOfType(NoAnswer.class, call);
    }

    @Test
    void severalGuardedClassesAreNamedInAnswerAndTable() {
        Snapshot snapshot = new HairImages(new Classes(HairImages.CLASSES, OptionalInt.empty(), List.of(1, 2)))
                .add(1000, 0, 0, 0)
                .add(700, 1, 1, 1)
                .add(300, 1, 1, 0)
                .add(1000, 2, 2, 2)
                .snapshot();
        View view = new View() {
            @Override
            public Optional<Snapshot> snapshot() {
                return Optional.of(snapshot);
            }

            @Override
            public boolean exports() {
                return false;
            }
        };
        GateAnswer answer = new GateResource(view, new OpenModels(), new Gate(VerdictSettings.DEFAULT, Map.of()))
                .gate(Optional.of(HairImages.CANDIDATE), ANY, ANY)
                .data();

        assertThat(answer.verdict()).isEqualTo("fail");
        assertThat(answer.findings())
                .filteredOn(finding -> finding.subgroup().equals("all"))
                .extracting(FindingAnswer::metric, FindingAnswer::ofClass, FindingAnswer::state)
                .containsExactly(
                        tuple("error", Optional.empty(), "harmed"),
                        tuple("false_positive_rate", Optional.of("brown"), "safe"),
                        tuple("false_positive_rate", Optional.of("blond"), "safe"),
                        tuple("false_negative_rate", Optional.of("brown"), "harmed"),
                        tuple("false_negative_rate", Optional.of("blond"), "safe"));
        assertThat(GateTable.of(answer)).contains("FNR brown", "FNR blond", "FPR brown");
    }

    @Test
    void answerHoldsCountsRatesIntervalAndEvidence() {
        GateAnswer answer = over(1000, 0)
                .gate(Optional.of(CountedImages.CANDIDATE), ANY, ANY)
                .data();
        assertThat(answer.verdict()).isEqualTo("pass");
        assertThat(answer.summary()).isEqualTo("pass: all 2 questions are safe");
        assertThat(answer.candidate()).isEqualTo(CountedImages.CANDIDATE);
        assertThat(answer.labelled()).isEqualTo(1000);
        assertThat(answer.scored()).isEqualTo(1000);
        assertThat(answer.reasons()).hasSize(1);
        assertThat(answer.baselineVersion()).hasValue("0f");
        assertThat(answer.candidateVersion()).hasValue("1f");
        assertThat(answer.findings())
                .extracting(FindingAnswer::subgroup, FindingAnswer::metric, FindingAnswer::state)
                .containsExactly(tuple("all", "error", "safe"), tuple("sex=male", "error", "safe"));
        FindingAnswer all = answer.findings().get(0);
        assertThat(all.change()).hasValue(0);
        assertThat(all.upper().orElseThrow()).isCloseTo(0.005615, within(1e-6));
        assertThat(all.imagesNeeded()).isEmpty();
        assertThat(answer.disagreement()).hasSize(2);
        assertThat(answer.disagreement().get(0).lower()).isZero();
    }

    /** Five members vote. On 100 of 1,000 images three of them miss blond, and on 200 one does. */
    @Test
    void ratesAreThoseOfTheChangeAndMembersStandApart() {
        var counted = new CountedImages(5);
        for (int i = 0; i < 1000; i++) {
            counted.add(NOW, "male", "blond", i < 50 ? 2 : 5, i < 100 ? 2 : i < 300 ? 4 : 5);
        }
        FindingAnswer all = over(Optional.of(counted.snapshot()))
                .gate(Optional.of(CountedImages.CANDIDATE), ANY, ANY)
                .data()
                .findings()
                .get(0);
        assertThat(all.baseline()).hasValue(0.05);
        assertThat(all.candidate()).hasValue(0.1);
        assertThat(all.change()).hasValue(0.05);
        assertThat(all.baselineMembers().orElseThrow()).isCloseTo(0.05 * 3 / 5, within(1e-12));
        assertThat(all.candidateMembers().orElseThrow()).isCloseTo(0.1 * 3 / 5 + 0.2 / 5, within(1e-12));
    }

    @Test
    void failureNamesTheWorstSubgroup() {
        GateAnswer answer = over(1000, 100)
                .gate(Optional.of(CountedImages.CANDIDATE), ANY, ANY)
                .data();
        assertThat(answer.verdict()).isEqualTo("fail");
        assertThat(answer.worstSubgroup()).isPresent();
        assertThat(answer.findings()).allMatch(finding -> finding.state().equals("harmed"));
    }

    @Test
    void unknownCandidateIsNotFoundAmongTheKnown() {
        NoAnswer none = noAnswer(() -> over(10, 0).gate(Optional.of("pruned-59"), ANY, ANY));
        assertThat(status(none)).isEqualTo(404);
        assertThat(none).hasMessage("there is no candidate 'pruned-59', expected one of [pruned]");
    }

    @Test
    void questionWithoutACandidateIsMalformed() {
        for (Optional<String> missing : List.of(Optional.<String>empty(), Optional.of(" "))) {
            NoAnswer none = noAnswer(() -> over(10, 0).gate(missing, ANY, ANY));
            assertThat(status(none)).isEqualTo(400);
            assertThat(none).hasMessageContaining("?candidate=").hasMessageContaining("[pruned]");
        }
    }

    @Test
    void viewThatIsNotReadyIsUnavailable() {
        assertThatExceptionOfType(NoAnswer.class)
                .isThrownBy(() -> over(Optional.empty()).gate(Optional.of("pruned"), ANY, ANY))
                .satisfies(none -> assertThat(status(none)).isEqualTo(503));
    }

    @Test
    void promotionIsConfirmedOnAPassAlone() {
        assertThat(over(1000, 0).confirmPromotion(canary("pruned")).data().verdict())
                .isEqualTo("pass");
        NoAnswer fail = noAnswer(() -> over(1000, 100).confirmPromotion(canary("pruned")));
        assertThat(status(fail)).isEqualTo(409);
        assertThat(fail).hasMessageStartingWith("pruned: fail; all: error changes by");
        NoAnswer open = noAnswer(() -> over(20, 0).confirmPromotion(canary("pruned")));
        assertThat(status(open)).isEqualTo(409);
        assertThat(open).hasMessageStartingWith("pruned: inconclusive; all: the error is known to count 20 images");
    }

    @Test
    void promotionWithoutACandidateIsMalformed() {
        for (Canary canary : new Canary[] {null, new Canary(null), new Canary(Map.of("other", "pruned"))}) {
            NoAnswer none = noAnswer(() -> over(1000, 0).confirmPromotion(canary));
            assertThat(status(none)).isEqualTo(400);
            assertThat(none).hasMessageContaining("metadata.candidate");
        }
        assertThat(status(noAnswer(() -> over(1000, 0).confirmPromotion(canary("full")))))
                .isEqualTo(404);
    }

    private static GateAnswer asked(GateResource gate, String version, String baseline) {
        return gate.gate(Optional.of(CountedImages.CANDIDATE), Optional.of(version), Optional.of(baseline))
                .data();
    }

    @Test
    void currentVersionsAreAnsweredByTheirDigests() {
        GateAnswer answer = asked(over(1000, 0), "1f", "0f");
        assertThat(answer.verdict()).isEqualTo("pass");
        assertThat(answer.candidateVersion()).contains("1f");
    }

    /** Whatever the verdict on the current versions is. */
    @Test
    void versionThatHasNoImageIsInconclusiveAndSaysSo() {
        for (int wrong : new int[] {0, 100}) {
            GateAnswer other = asked(over(1000, wrong), "2f", "0f");
            assertThat(other.verdict()).isEqualTo("inconclusive");
            assertThat(other.reasons())
                    .containsExactly("no image of version 2f of pruned counts here; the current one is 1f");
            assertThat(other.candidateVersion()).isEmpty();
            assertThat(other.scored()).isZero();
            assertThat(other.findings()).isEmpty();
            GateAnswer baseline = asked(over(1000, wrong), "1f", "1f");
            assertThat(baseline.verdict()).isEqualTo("inconclusive");
            assertThat(baseline.reasons())
                    .containsExactly(
                            "no image of pruned beside baseline version 1f counts here; the current one is 0f");
        }
    }

    @Test
    void promotionOfAnotherVersionIsNotConfirmed() {
        Map<String, String> current = Map.of("candidate", "pruned", "version", "1f", "baseline", "0f");
        Map<String, String> other = Map.of("candidate", "pruned", "version", "2f");
        assertThat(over(1000, 0).confirmPromotion(new Canary(current)).data().verdict())
                .isEqualTo("pass");
        NoAnswer none = noAnswer(() -> over(1000, 0).confirmPromotion(new Canary(other)));
        assertThat(status(none)).isEqualTo(409);
        assertThat(none).hasMessageContaining("no image of version 2f of pruned");
    }

    @Test
    void planSaysWhatIsStillNeeded() {
        PlanAnswer open =
                over(200, 0).plan(Optional.of(CountedImages.CANDIDATE)).data();
        assertThat(open.summary()).startsWith("inconclusive: 0 of 2 questions are safe; the slowest is the error on ");
        assertThat(open.forecast()).startsWith("a pass takes about ");
        assertThat(open.expected().answer()).isEqualTo("pass");
        assertThat(open.questions())
                .extracting(PlanAnswer.Question::subgroup, PlanAnswer.Question::metric, PlanAnswer.Question::answer)
                .containsExactly(tuple("all", "error", "safe"), tuple("sex=male", "error", "safe"));
        // 280 more without a flip make 480, which show safety at a level of 0.04
        assertThat(open.questions().get(0).images().orElseThrow()).isBetween(280L, 310L);
        assertThat(open.questions().get(0).seconds()).isEmpty();
        assertThat(open.whatIfs())
                .extracting(PlanAnswer.Alternative::change)
                .containsExactly(
                        "every margin twice as wide",
                        "exempted " + open.slowest().orElseThrow());
        assertThat(open.whatIfs().get(0).expected().streamImages())
                .isLessThan(open.expected().streamImages());
        PlanAnswer pass =
                over(1000, 0).plan(Optional.of(CountedImages.CANDIDATE)).data();
        assertThat(pass.forecast()).isEqualTo("the candidate passes");
        assertThat(pass.questions()).isEmpty();
        assertThat(status(noAnswer(() -> over(10, 0).plan(Optional.of("pruned-59")))))
                .isEqualTo(404);
        assertThat(status(noAnswer(() -> over(10, 0).plan(ANY)))).isEqualTo(400);
        assertThat(status(noAnswer(() -> over(Optional.empty()).plan(Optional.of("pruned")))))
                .isEqualTo(503);
    }

    @Test
    void blankVersionIsRefused() {
        assertThat(status(noAnswer(() -> asked(over(1000, 0), " ", "0f")))).isEqualTo(400);
        assertThat(status(noAnswer(() -> asked(over(1000, 0), "1f", "")))).isEqualTo(400);
    }
}
