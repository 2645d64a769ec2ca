package io.penumbra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penumbra.tally.Subgroup;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.VerdictSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredGateTest {
    private static Gate gate(Map<String, String> properties) {
        PenumbraConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(PenumbraConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(PenumbraConfig.class);
        return ConfiguredGate.of(config.verdict());
    }

    @Test
    void withoutSettingsTheDefaultHoldsForEveryCandidate() {
        assertThat(gate(Map.of()).settings("pruned-95")).isEqualTo(VerdictSettings.DEFAULT);
    }

    @Test
    void settingsHoldForAllAndCandidatesMayDiffer() {
        Gate gate = gate(Map.of(
                "penumbra.verdict.metrics", "error,false_positive_rate",
                "penumbra.verdict.minimum", "30",
                "penumbra.verdict.exempted[0]", "age=unknown",
                "penumbra.verdict.candidates.\"pruned-95\".margin", "0.02",
                "penumbra.verdict.candidates.\"pruned-95\".metrics", "error",
                "penumbra.verdict.candidates.\"pruned-95\".exempted[0]", "sex=male,age=old",
                "penumbra.verdict.candidates.\"pruned-95\".exempted[1]", "all"));
        VerdictSettings all = gate.settings("int8-static");
        assertThat(all.metrics()).containsExactly(GuardedMetric.ERROR, GuardedMetric.FALSE_POSITIVE_RATE);
        assertThat(all.margin()).isEqualTo(0.01);
        assertThat(all.minimum()).isEqualTo(30);
        assertThat(all.exempted()).containsExactly(Subgroup.named("age=unknown"));
        VerdictSettings own = gate.settings("pruned-95");
        assertThat(own.metrics()).containsExactly(GuardedMetric.ERROR);
        assertThat(own.margin()).isEqualTo(0.02);
        assertThat(own.minimum()).isEqualTo(30);
        assertThat(own.exempted()).containsExactly(Subgroup.ALL, Subgroup.named("age=old,sex=male"));
    }

    @Test
    void wrongSettingIsRefusedByItsName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate(Map.of("penumbra.verdict.margin", "1.5")))
                .withMessage("penumbra.verdict: a margin lies strictly between 0 and 1, not 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate(Map.of("penumbra.verdict.candidates.int8.level", "0")))
                .withMessageContaining("penumbra.verdict.candidates.\"int8\"")
                .withMessageContaining("level");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate(Map.of("penumbra.verdict.exempted[0]", "men")))
                .withMessageContaining("'men'");
    }
}
