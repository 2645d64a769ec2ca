package io.penumbra.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.counts.Classes;
import io.penumbra.counts.HairImages;
import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.PairedCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The gate on three classes. */
class ClassesGateTest {
    private static final Subgroup MEN = new Subgroup("sex=male");

    private static Classes classes(Integer... guarded) {
        return new Classes(HairImages.CLASSES, OptionalInt.empty(), List.of(guarded));
    }

    private static VerdictSettings exempting(String... exempted) {
        return new VerdictSettings(
                VerdictSettings.DEFAULT.margins(),
                0.05,
                100,
                Set.copyOf(Arrays.stream(exempted).map(Exemption::named).toList()));
    }

    private static Verdict verdict(HairImages images, VerdictSettings settings) {
        return new Gate(settings, Map.of()).verdict(images.snapshot(), HairImages.CANDIDATE);
    }

    private static Finding finding(Verdict verdict, String rate) {
        return verdict.findings().stream()
                .filter(each ->
                        each.subgroup().equals(MEN) && each.rate().text().equals(rate))
                .findFirst()
                .orElseThrow();
    }

    /** 40 of 1000 brown images become black, 10 blond ones become brown. */
    private static HairImages brownHarmed(Integer... guarded) {
        return new HairImages(classes(guarded))
                .add(2000, 0, 0, 0)
                .add(960, 1, 1, 1)
                .add(40, 1, 1, 0)
                .add(990, 2, 2, 2)
                .add(10, 2, 2, 1);
    }

    @Test
    void everyGuardedClassIsAskedFor() {
        Verdict verdict = verdict(brownHarmed(1, 2), VerdictSettings.DEFAULT);

        // all and sex=male, the error and two rates of two classes each
        assertThat(verdict.findings()).hasSize(2 * 5);
        assertThat(verdict.logHarmEnough()).isCloseTo(Math.log(10 / 0.04), within(1e-12));
        assertThat(finding(verdict, "error").outcomes().paired()).isEqualTo(new PairedCounts(50, 0, 3950));
        assertThat(finding(verdict, "false_positive_rate[brown]").outcomes().paired())
                .isEqualTo(new PairedCounts(10, 0, 2990));
        assertThat(finding(verdict, "false_negative_rate[brown]").outcomes().paired())
                .isEqualTo(new PairedCounts(40, 0, 960));
        assertThat(finding(verdict, "false_positive_rate[blond]").outcomes().paired())
                .isEqualTo(new PairedCounts(0, 0, 3000));
        assertThat(finding(verdict, "false_negative_rate[blond]").outcomes().paired())
                .isEqualTo(new PairedCounts(10, 0, 990));
        assertThat(finding(verdict, "false_negative_rate[brown]")
                        .outcomes()
                        .candidate()
                        .ratio())
                .hasValue(0.04);
    }

    @Test
    void harmOfOneClassFailsTheCandidateByName() {
        var images = new HairImages(classes(1, 2))
                .add(2000, 0, 0, 0)
                .add(700, 1, 1, 1)
                .add(300, 1, 1, 0)
                .add(1000, 2, 2, 2);
        Verdict verdict = verdict(images, VerdictSettings.DEFAULT);

        assertThat(verdict.decision()).isEqualTo(Decision.FAIL);
        assertThat(finding(verdict, "false_negative_rate[brown]").state()).isEqualTo(State.HARMED);
        assertThat(finding(verdict, "false_negative_rate[blond]").state()).isEqualTo(State.SAFE);
        assertThat(verdict.reasons())
                .anySatisfy(
                        reason -> assertThat(reason).startsWith("sex=male: false negative rate for brown changes by"));
    }

    @Test
    void classThatIsNotGuardedIsNotAskedFor() {
        Verdict verdict = verdict(brownHarmed(2), VerdictSettings.DEFAULT);

        assertThat(verdict.findings()).hasSize(2 * 3);
        assertThat(finding(verdict, "false_negative_rate").outcomes().paired()).isEqualTo(new PairedCounts(10, 0, 990));
        assertThat(finding(verdict, "false_negative_rate").rate().ofClass()).contains("blond");
    }

    @Test
    void withoutAGuardedClassTheErrorAloneIsAskedFor() {
        var images = new HairImages(classes()).add(2000, 0, 0, 0).add(2000, 1, 1, 1);
        Verdict verdict = verdict(images, VerdictSettings.DEFAULT);

        assertThat(verdict.findings())
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.rate()).isEqualTo(Rate.ERROR));
        assertThat(verdict.decision()).isEqualTo(Decision.PASS);
        assertThat(verdict.reasons())
                .containsExactly("each of 2 questions (subgroup and metric) shows a change below its "
                        + "margin (error 1.00 points) after 4,000 labelled images");
    }

    @Test
    void nothingIsAskedIfNeitherAClassNorTheErrorIs() {
        var settings = new VerdictSettings(Map.of(GuardedMetric.FALSE_POSITIVE_RATE, 0.01), 0.05, 100, Set.of());
        Verdict verdict = verdict(new HairImages(classes()).add(2000, 0, 0, 0), settings);

        assertThat(verdict.decision()).isEqualTo(Decision.INCONCLUSIVE);
        assertThat(verdict.reasons())
                .containsExactly("nothing is asked: no class is guarded, and the error is not among the metrics");
    }

    @Test
    void exemptionOfOneClassLeavesTheOthers() {
        Verdict verdict =
                verdict(brownHarmed(1, 2), exempting("sex=male/false_negative_rate[brown]", "all/false_positive_rate"));

        assertThat(finding(verdict, "false_negative_rate[brown]").state()).isEqualTo(State.EXEMPT);
        assertThat(finding(verdict, "false_negative_rate[blond]").state()).isNotEqualTo(State.EXEMPT);
        assertThat(verdict.questions()).isEqualTo(10 - 3);
    }

    @Test
    void classWithoutImagesAndMisspeltExemptionAreNamed() {
        var images = new HairImages(classes(1, 2)).add(2000, 0, 0, 0).add(2000, 1, 1, 1);
        Verdict verdict = verdict(images, exempting("sex=male/false_negative_rate[red]"));

        assertThat(verdict.reasons())
                .contains(
                        "sex=male: no labelled image counts for the false negative rate for blond; if none will come, exempt "
                                + "sex=male/false_negative_rate[blond]",
                        "the exemption sex=male/false_negative_rate[red] names a class that is not guarded");
    }
}
