package io.penumbra.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penumbra.counts.Classes;
import io.penumbra.counts.Subgroup;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final List<GuardedMetric> METRICS = List.of(GuardedMetric.values());
    private static final List<String> HAIR = List.of("black", "brown", "blond");
    private static final Rate BROWN_MISSED = new Rate(GuardedMetric.FALSE_NEGATIVE_RATE, Optional.of("brown"), false);

    private static List<String> texts(Classes classes) {
        return Rate.guarded(METRICS, classes).stream().map(Rate::text).toList();
    }

    @Test
    void eachGuardedClassHasItsRatesByMetricAndThenByClass() {
        assertThat(texts(new Classes(HAIR, OptionalInt.empty(), List.of(2, 1))))
                .containsExactly(
                        "error",
                        "false_positive_rate[brown]",
                        "false_positive_rate[blond]",
                        "false_negative_rate[brown]",
                        "false_negative_rate[blond]");
    }

    @Test
    void namesOfTheOnlyGuardedClassDoWithoutIt() {
        var classes = new Classes(HAIR, 2);
        assertThat(texts(classes)).containsExactly(GuardedMetric.texts().toArray(String[]::new));
        Rate missed = Rate.guarded(METRICS, classes).get(2);
        assertThat(missed.ofClass()).contains("blond");
        assertThat(missed.words()).isEqualTo("false negative rate");
        assertThat(missed.shortName()).isEqualTo("FNR");
        assertThat(BROWN_MISSED.words()).isEqualTo("false negative rate for brown");
        assertThat(BROWN_MISSED.shortName()).isEqualTo("FNR brown");
    }

    @Test
    void withoutAGuardedClassTheErrorIsLeft() {
        assertThat(texts(new Classes(HAIR, OptionalInt.empty(), List.of()))).containsExactly("error");
        assertThat(texts(new Classes(HAIR, OptionalInt.of(1), List.of()))).containsExactly("error");
    }

    @Test
    void classBelongsToEveryRateButTheError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rate.of(GuardedMetric.ERROR, "brown"))
                .withMessageContaining("brown");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rate(GuardedMetric.FALSE_POSITIVE_RATE, Optional.empty(), true))
                .withMessageContaining("missing");
    }

    @Test
    void exemptionNamesAClassOrAllClasses() {
        Subgroup men = Subgroup.named("sex=male");
        Rate blond = new Rate(GuardedMetric.FALSE_NEGATIVE_RATE, Optional.of("blond"), false);
        Exemption one = Exemption.named("sex=male/false_negative_rate[brown]");
        assertThat(one.name()).isEqualTo("sex=male/false_negative_rate[brown]");
        assertThat(one).isEqualTo(Exemption.of(men, BROWN_MISSED));
        assertThat(one.covers(men, BROWN_MISSED)).isTrue();
        assertThat(one.covers(men, blond)).isFalse();
        assertThat(one.covers(Subgroup.ALL, BROWN_MISSED)).isFalse();
        Exemption all = Exemption.named("sex=male/false_negative_rate");
        assertThat(all.covers(men, BROWN_MISSED)).isTrue();
        assertThat(all.covers(men, blond)).isTrue();
        assertThat(all.covers(men, Rate.ERROR)).isFalse();
        assertThat(Exemption.of(men, Rate.of(GuardedMetric.FALSE_NEGATIVE_RATE, "blond")))
                .isEqualTo(all);
        assertThat(Exemption.named("sex=male").covers(men, blond)).isTrue();
    }

    @Test
    void exemptionOfAClassMayNameAnyClass() {
        assertThat(Exemption.named("a=b/false_positive_rate[c/d [e]]").ofClass())
                .contains("c/d [e]");
    }

    @Test
    void exemptionOfTheErrorOfAClassIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Exemption.named("sex=male/error[brown]"))
                .withMessageContaining("sex=male/error[brown]");
    }
}
