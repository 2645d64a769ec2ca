package io.penumbra.metrics;

import io.penumbra.lag.Lags;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The state of this instance at the moment of a scrape. */
public final class InstanceMetrics {
    private InstanceMetrics() {}

    /**
     * Declares the metrics.
     *
     * @param ready whether each part works, by the part's name
     * @param viewAge for how long the view may have missed something
     * @param lags how far each part is behind, by the part's name
     * @param exports whether this instance exports the metrics of the view
     * @param models the models that this instance has opened
     */
    public static void register(
            PrometheusRegistry registry,
            Map<String, BooleanSupplier> ready,
            Supplier<Optional<Duration>> viewAge,
            Map<String, Supplier<Lags>> lags,
            BooleanSupplier exports,
            Supplier<List<ModelSize>> models) {
        GaugeWithCallback.builder()
                .name("penumbra_ready")
                .help("1 while this part of the instance works, else 0. The instance is ready while all parts work.")
                .labelNames("part")
                .callback(gauge -> ready.forEach((part, works) -> gauge.call(number(works.getAsBoolean()), part)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("penumbra_view_age_seconds")
                .unit(Unit.SECONDS)
                .help(
                        "Time since the view was last known to hold all that is on its topics. A few seconds in normal work.")
                .callback(gauge -> viewAge.get().ifPresent(age -> gauge.call(age.toMillis() / 1000.0)))
                .register(registry);
        GaugeWithCallback.builder()
                .name("penumbra_waiting_records")
                .help(
                        "Records between what a part has done and the end of the log, with those that are not committed yet. Of the partitions that this instance reads.")
                .labelNames("part", "topic")
                .callback(gauge -> lags.forEach((part, lag) ->
                        lag.get().records().forEach((topic, records) -> gauge.call(records, part, topic))))
                .register(registry);
        GaugeWithCallback.builder()
                .name("penumbra_stalled_partitions")
                .help(
                        "Partitions that this instance reads, of which records wait and none was read for a minute, or that have no position.")
                .labelNames("part", "topic")
                .callback(gauge -> lags.forEach((part, lag) ->
                        lag.get().stalled().forEach((topic, partitions) -> gauge.call(partitions, part, topic))))
                .register(registry);
        GaugeWithCallback.builder()
                .name("penumbra_view_exporter")
                .help("1 while this instance exports the metrics of the view, else 0.")
                .callback(gauge -> gauge.call(number(exports.getAsBoolean())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("penumbra_model_bytes")
                .unit(Unit.BYTES)
                .help(
                        "Size of a member's file, in bytes: the mean over the members of a model that this instance has opened.")
                .labelNames("model", "role")
                .callback(gauge -> models.get()
                        .forEach(size -> gauge.call(
                                size.bytes(), size.model(), size.role().text())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("penumbra_model_deflated_bytes")
                .unit(Unit.BYTES)
                .help(
                        "Size of a member's file after deflate, in bytes: the mean over the members. Absent unless models.yaml has it for every member.")
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
