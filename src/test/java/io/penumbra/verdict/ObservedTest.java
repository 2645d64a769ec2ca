package io.penumbra.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.Interval;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.Proportion;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObservedTest {
    @Test
    void disagreementHasAnIntervalFromZeroOn() {
        Observed some = Observations.unlabelled("all", 7, 100);
        assertThat(some.disagreement().ratio()).hasValue(0.07);
        Interval interval = some.disagreementInterval(0.95);
        // that of 7 regressions among 100 images, clipped
        assertThat(interval.lower()).isZero();
        assertThat(interval.upper()).isCloseTo(0.180090, within(1e-6));
        assertThat(Observations.unlabelled("all", 60, 100)
                        .disagreementInterval(0.95)
                        .lower())
                .isGreaterThan(0.3);
    }

    @Test
    void withoutImagesNothingIsKnownOfTheDisagreement() {
        Observed nothing = Observations.unlabelled("all", 0, 0);
        assertThat(nothing.disagreement().ratio()).isEmpty();
        assertThat(nothing.disagreementInterval(0.95)).isEqualTo(new Interval(0, 1));
    }

    @Test
    void moreOfThemThanThereAreIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Observed(Subgroup.ALL, 10, 11, 0, 0, 0, 0, Map.of()))
                .withMessageContaining("11 flips");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Observed(Subgroup.ALL, 10, 0, 0, 11, 11, 0, Map.of()))
                .withMessageContaining("11 labelled");
    }

    @Test
    void ratesOfOtherImagesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Outcomes.labelled(new PairedCounts(1, 0, 9), new Proportion(0, 10), new Proportion(1, 11)))
                .withMessageContaining("candidate 11");
        assertThat(Outcomes.labelled(PairedCounts.NONE, new Proportion(0, 0), new Proportion(0, 0))
                        .change())
                .isEmpty();
    }
}
