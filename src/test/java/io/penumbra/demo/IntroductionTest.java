package io.penumbra.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.model.Declaration;
import io.penumbra.model.ShippedModels;
import io.penumbra.verdict.Exemption;
import io.penumbra.verdict.VerdictSettings;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The first lines of the demo say what one will see. */
class IntroductionTest {
    private static String text(VerdictSettings settings, String... options) {
        try (var models = ShippedModels.unpack()) {
            return String.join(
                    "\n", Introduction.lines(Declaration.read(models.file()), settings, Demo.Options.parse(options)));
        }
    }

    private static VerdictSettings exempting(Set<Exemption> exempted) {
        return new VerdictSettings(VerdictSettings.DEFAULT.margins(), 0.05, 100, exempted);
    }

    @Test
    void rateCandidatesMarginsAndExemptionsAreInSight() {
        assertThat(text(exempting(DemoSettings.EXEMPTED), "demo"))
                .contains("50 avatars a second")
                .containsPattern("oneshot-60 +pruning 0.6, retraining none")
                .containsPattern("float16 +quantization float16")
                .contains("Margins: error 1 point, false positive rate 1 point, false negative rate 5 points.")
                .contains("not judged", "age=old,sex=male/false_negative_rate", "Blond men are 1 in 118");
    }

    @Test
    void onlyTheDemosOwnExemptionsAreExplained() {
        assertThat(text(exempting(Set.of(Exemption.named("sex=male")))))
                .contains("not judged", "sex=male")
                .doesNotContain("Blond men");
        assertThat(text(exempting(Set.of()))).doesNotContain("not judged");
    }

    @Test
    void driftHasAPaceOfItsOwn() {
        assertThat(text(exempting(Set.of()), "demo", "--drift")).contains("0.6s of event time apart");
        assertThat(text(exempting(Set.of()), "demo", "--drift", "male@2m", "--every", "1s"))
                .contains("1s of event time apart");
        assertThat(Demo.Options.parse("demo", "--drift").drift.orElseThrow().subgroup())
                .containsEntry("sex", "female");
        assertThat(Demo.Options.parse("demo").every()).isEmpty();
    }
}
