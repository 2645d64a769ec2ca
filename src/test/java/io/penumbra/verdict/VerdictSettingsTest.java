package io.penumbra.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictSettingsTest {
    private static VerdictSettings settings(double margin, double level, long minimum) {
        return new VerdictSettings(Map.of(GuardedMetric.ERROR, margin), level, minimum, Set.of());
    }

    @Test
    void defaultGuardsEverythingAndToleratesMoreWhereImagesAreFew() {
        assertThat(VerdictSettings.DEFAULT.metrics()).containsExactly(GuardedMetric.values());
        assertThat(VerdictSettings.DEFAULT.margins())
                .containsEntry(GuardedMetric.ERROR, 0.01)
                .containsEntry(GuardedMetric.FALSE_POSITIVE_RATE, 0.01)
                .containsEntry(GuardedMetric.FALSE_NEGATIVE_RATE, 0.05);
        assertThat(VerdictSettings.DEFAULT.level()).isEqualTo(0.05);
    }

    @Test
    void whatMakesNoSenseIsRefusedByValue() {
        for (double margin : new double[] {0, -0.01, 1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings(margin, 0.05, 1))
                    .withMessageContaining("margin")
                    .withMessageContaining(Double.toString(margin));
        }
        for (double level : new double[] {0, 1, 5, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> settings(0.01, level, 1))
                    .withMessageContaining("level")
                    .withMessageContaining(Double.toString(level));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(0.01, 0.05, 0))
                .withMessageContaining("minimum is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VerdictSettings(Map.of(), 0.05, 1, Set.of()))
                .withMessageContaining("at least one metric");
    }
}
