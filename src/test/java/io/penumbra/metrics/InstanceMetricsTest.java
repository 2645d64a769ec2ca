package io.penumbra.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.lag.Lags;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class InstanceMetricsTest {
    private static final TopicPartition SCORES = new TopicPartition("scores", 3);
    private static final Lags LAGS = Lags.NONE
            .next(Map.of(SCORES, OptionalLong.of(30)), Map.of(SCORES, 42L), 0)
            .next(Map.of(SCORES, OptionalLong.of(30)), Map.of(SCORES, 42L), 61_000);
    private final AtomicBoolean exports = new AtomicBoolean();
    private final PrometheusRegistry registry = new PrometheusRegistry();

    InstanceMetricsTest() {
        InstanceMetrics.register(
                registry,
                Map.of("models", () -> true, "broker", () -> false),
                () -> Optional.of(Duration.ofMillis(2500)),
                Map.of("tally", () -> LAGS),
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
                        "penumbra_view_age_seconds",
                        "penumbra_waiting_records",
                        "penumbra_stalled_partitions",
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
    void whatWaitsIsCountedByPartAndTopic() {
        Page page = Page.of(registry);
        var scores = Map.of("part", "tally", "topic", "scores");
        assertThat(page.value("penumbra_view_age_seconds", Map.of())).hasValue(2.5);
        assertThat(page.value("penumbra_waiting_records", scores)).hasValue(12);
        assertThat(page.value("penumbra_stalled_partitions", scores)).hasValue(1);
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
