package io.penumbra.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.CountedImages;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.VerdictSettings;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpositionTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PageText page = new PageText();

    private Exposition exposition(CountedImages images) {
        new ProcessMetrics(registry).scored();
        return new Exposition(
                registry,
                new ViewMetrics(
                        () -> Optional.of(images.snapshot()),
                        new Gate(VerdictSettings.DEFAULT, Map.of()),
                        looked -> Optional.empty(),
                        List.of(90.0),
                        false));
    }

    private static CountedImages image() {
        return new CountedImages(1).add(0, "male", "blond", 1, 1);
    }

    @Test
    void pageHasTheMetricsOfTheViewAndOfTheProcess() {
        String type = exposition(image()).writeTo(page, null);
        assertThat(type).startsWith("text/plain; version=0.0.4");
        assertThat(new Page(page.toString()).types())
                .containsEntry("penumbra_scored_images", "gauge")
                .containsEntry("penumbra_images_total", "counter");
    }

    @Test
    void everyMetricIsOneFamily() {
        InstanceMetrics.register(
                registry, Map.of("models", () -> true), Optional::empty, Map.of(), () -> true, List::of);
        exposition(image()).writeTo(page, null);
        assertThat(page.toString()
                        .lines()
                        .filter(line -> line.startsWith("# TYPE "))
                        .map(line -> line.split(" ")[2]))
                .doesNotHaveDuplicates()
                .contains("penumbra_ready", "penumbra_error_ratio", "penumbra_error_ratio_lower");
    }

    @Test
    void openMetricsEndsWithItsOnlyEnd() {
        String type = exposition(image()).writeTo(page, "application/openmetrics-text; version=1.0.0");
        assertThat(type).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(page.toString())
                .containsOnlyOnce("# EOF")
                .endsWith("# EOF\n")
                .contains("penumbra_scored_images{");
    }

    @Test
    void readerThatAsksForProtobufGetsText() {
        assertThat(
                        exposition(image())
                                .writeTo(
                                        page,
                                        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"))
                .startsWith("text/plain");
        assertThat(page.toString()).contains("penumbra_scored_images{").contains("penumbra_images_total");
    }

    @Test
    void nextPageIsThatOfTheNextMoment() {
        var images = image();
        Exposition exposition = exposition(images);
        exposition.writeTo(page, null);
        images.add(0, "male", "blond", 1, 1);
        page.clear();
        exposition.writeTo(page, null);
        assertThat(new Page(page.toString()).value("penumbra_scored_images", Map.of("subgroup", "all", "window", "5m")))
                .hasValue(2);
    }
}
