package io.penumbra.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InstanceMetricsTest {
    private final AtomicBoolean exports = new AtomicBoolean();
    private final PrometheusRegistry registry = new PrometheusRegistry();

    InstanceMetricsTest() {
        InstanceMetrics.register(
                registry,
                Map.of("models", () -> true, "broker", () -> false),
                exports::get,
                () -> List.of(
                        new ModelSize("full", ModelRole.BASELINE, 300, OptionalDouble.of(200)),
                        new ModelSize("pruned", ModelRole.CANDIDATE, 90, OptionalDouble.empty())));
    }

    @Test
    void everyMetricIsAGaugeWithHelp() {
        Page page = Page.of(registry);
        assertThat(page.types())
                .containsOnlyKeys(
                        "penumbra_ready",
                        "penumbra_view_exporter",
                        "penumbra_model_bytes",
                        "penumbra_model_deflated_bytes")
                .allSatisfy((name, type) -> assertThat(type).isEqualTo("gauge"));
        assertThat(page.help().values()).allSatisfy(help -> assertThat(help).endsWith("."));
    }

    @Test
    void eachPartIsReadyOrNot() {
        assertThat(Page.of(registry).value("penumbra_ready", Map.of("part", "models")))
                .hasValue(1);
        assertThat(Page.of(registry).value("penumbra_ready", Map.of("part", "broker")))
                .hasValue(0);
    }

    @Test
    void exporterIsAskedAtEachScrape() {
        assertThat(Page.of(registry).value("penumbra_view_exporter", Map.of())).hasValue(0);
        exports.set(true);
        assertThat(Page.of(registry).value("penumbra_view_exporter", Map.of())).hasValue(1);
    }

    @Test
    void sizeThatNobodySaidIsAbsent() {
        Page page = Page.of(registry);
        var full = Map.of("model", "full", "role", "baseline");
        var pruned = Map.of("model", "pruned", "role", "candidate");
        assertThat(page.value("penumbra_model_bytes", full)).hasValue(300);
        assertThat(page.value("penumbra_model_bytes", pruned)).hasValue(90);
        assertThat(page.value("penumbra_model_deflated_bytes", full)).hasValue(200);
        assertThat(page.value("penumbra_model_deflated_bytes", pruned)).isEmpty();
    }
}
