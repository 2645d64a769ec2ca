package io.penumbra.metrics;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** How this instance is at the moment of a scrape. */
public final class InstanceMetrics {
    private InstanceMetrics() {}

    /**
     * Declares the metrics.
     *
     * @param ready whether each part works, by its name
     * @param exports whether this instance exports the metrics of the view
     * @param models those that this instance has opened
     */
    public static void register(
            PrometheusRegistry registry,
            Map<String, BooleanSupplier> ready,
            BooleanSupplier exports,
            Supplier<List<ModelSize>> models) {
        GaugeWithCallback.builder()
                .name("penumbra_ready")
                .help("1 while the part of this instance works and 0 while it does not; it is ready while all do.")
                .labelNames("part")
                .callback(gauge -> ready.forEach((part, works) -> gauge.call(number(works.getAsBoolean()), part)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("penumbra_view_exporter")
                .help("1 while this instance exports the metrics of the view, 0 while it leaves that to another.")
                .callback(gauge -> gauge.call(number(exports.getAsBoolean())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("penumbra_model_bytes")
                .unit(Unit.BYTES)
                .help("Size of a member's file, as the mean over the members of a model that this instance has opened.")
                .labelNames("model", "role")
                .callback(gauge -> models.get()
                        .forEach(size -> gauge.call(
                                size.bytes(), size.model(), size.role().text())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("penumbra_model_deflated_bytes")
                .unit(Unit.BYTES)
                .help("The same after deflate, where models.yaml says it of every member.")
                .labelNames("model", "role")
                .callback(gauge -> models.get()
                        .forEach(size -> size.deflatedBytes()
                                .ifPresent(bytes -> gauge.call(
                                        bytes, size.model(), size.role().text()))))
                .register(registry);
    }

    private static double number(boolean fact) {
        return fact ? 1 : 0;
    }
}
