package io.penumbra.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
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

class RolloutPageTest {
    private static final long NOW = Instant.parse("2026-05-06T07:08:09Z").toEpochMilli();
    private static final Gate GATE = new Gate(VerdictSettings.DEFAULT, Map.of());

    /** Blond men and others, of whom the candidate misses so many blond ones; the baseline is always right. */
    private static Verdict verdict(int images, int missed) {
        var counted = new CountedImages(1);
        for (int i = 0; i < images; i++) {
            counted.add(NOW, "male", "blond", 1, i < missed ? 0 : 1);
            counted.add(NOW, "male", "not_blond", 0, 0);
        }
        return verdict(counted.snapshot());
    }

    private static Verdict verdict(Snapshot snapshot) {
        return GATE.verdict(snapshot, CountedImages.CANDIDATE);
    }

    private static Plan plan(Verdict verdict) {
        return Plan.of(verdict, Pace.UNKNOWN);
    }

    private static Card card(Verdict verdict) {
        return RolloutPage.of("full", List.of(plan(verdict)), name -> Optional.empty(), any -> History.NONE)
                .cards()
                .get(0);
    }

    @Test
    void harmIsSaidInWordsFirstAndThenInPoints() {
        Card card = card(verdict(1000, 300));
        assertThat(card.mark().word()).isEqualTo("Must not ship");
        assertThat(card.says()).isEqualTo("misses blond on all images: 30\u00a0% instead of 0\u00a0%.");
        assertThat(card.details().get(0)).startsWith("+30.0 points [+").endsWith("]; tolerated are 5.");
        assertThat(card.details().get(1)).matches("Harm is shown for \\w+ more questions\\.");
        Forest forest = card.forest().orElseThrow();
        assertThat(forest.rows()).extracting(Forest.Row::name).containsExactly("all", "male");
        assertThat(forest.rows()).allMatch(row -> row.look().equals("bad") && row.from() > forest.zero());
        assertThat(card.actions()).extracting(Link::address).contains("/candidates/" + CountedImages.CANDIDATE);
    }

    @Test
    void candidateThatIsTheSameMayShip() {
        Card card = card(verdict(3000, 0));
        assertThat(card.mark().word()).isEqualTo("May ship");
        assertThat(card.says()).isEqualTo("worsens no subgroup by more than the margin, in all 6 questions.");
    }

    @Test
    void openQuestionsAreCountedAndTheSlowestIsNamed() {
        Card card = card(verdict(150, 6));
        assertThat(card.mark().word()).isEqualTo("Not known yet");
        assertThat(card.says()).matches("is not shown to harm anybody; .*6 questions are open\\.");
        assertThat(card.details()).hasSize(1);
    }

    @Test
    void withoutLabelsOnlyTheFlipsAreTold() {
        var counted = new CountedImages(1);
        for (int i = 0; i < 50; i++) {
            counted.add(NOW, "male", null, 1, i < 3 ? 0 : 1);
        }
        Card card = card(verdict(counted.snapshot()));
        assertThat(card.says()).isEqualTo("cannot be judged: no image has a label yet.");
        assertThat(card.details()).containsExactly("It answers differently from the baseline on 3 of 50 images.");
        assertThat(card.forest()).isEmpty();
    }

    @Test
    void headlineIsTheAnswer() {
        Verdict fail = verdict(1000, 300);
        Verdict pass = verdict(3000, 0);
        Verdict open = verdict(150, 6);
        assertThat(RolloutPage.headline(List.of(fail, pass, pass, open)))
                .isEqualTo("One candidate must not ship, two may ship, one is not decided");
        assertThat(RolloutPage.headline(List.of(pass, pass))).isEqualTo("Two candidates may ship");
        assertThat(RolloutPage.headline(List.of(open))).isEqualTo("No candidate is decided yet");
        assertThat(RolloutPage.headline(List.of())).isEqualTo("There is no candidate yet");
    }

    @Test
    void harmfulOnesComeFirst() {
        RolloutPage page = RolloutPage.of(
                "full",
                List.of(plan(verdict(3000, 0)), plan(verdict(150, 6)), plan(verdict(1000, 300))),
                name -> Optional.empty(),
                any -> History.NONE);
        assertThat(page.cards())
                .extracting(card -> card.mark().word())
                .containsExactly("Must not ship", "Not known yet", "May ship");
    }
}
