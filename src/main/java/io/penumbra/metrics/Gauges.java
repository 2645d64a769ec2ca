package io.penumbra.metrics;

import io.penumbra.statistics.Interval;
import io.penumbra.statistics.Proportion;
import io.penumbra.statistics.Wilson;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The gauges of one scrape in the making. */
final class Gauges {
    private final Map<ViewMetric, GaugeSnapshot.Builder> values = new EnumMap<>(ViewMetric.class);
    private final Map<ViewMetric, GaugeSnapshot.Builder> lower = new EnumMap<>(ViewMetric.class);
    private final Map<ViewMetric, GaugeSnapshot.Builder> upper = new EnumMap<>(ViewMetric.class);

    void set(ViewMetric metric, double value, String... labels) {
        point(values, metric, metric.metricName(), metric.help(), value, labels);
    }

    /** A ratio with its Wilson interval; nothing where there is no denominator. */
    void ratio(ViewMetric metric, Proportion proportion, String... labels) {
        proportion.ratio().ifPresent(ratio -> set(metric, ratio, labels));
        Wilson.interval(proportion).ifPresent(interval -> interval(metric, interval, labels));
    }

    void interval(ViewMetric metric, Interval interval, String... labels) {
        point(
                lower,
                metric,
                metric.lowerName(),
                "Lower end of the 95 % interval of " + metric.metricName() + ".",
                interval.lower(),
                labels);
        point(
                upper,
                metric,
                metric.upperName(),
                "Upper end of the 95 % interval of " + metric.metricName() + ".",
                interval.upper(),
                labels);
    }

    private static void point(
            Map<ViewMetric, GaugeSnapshot.Builder> family,
            ViewMetric metric,
            String name,
            String help,
            double value,
            String[] labels) {
        family.computeIfAbsent(metric, m -> GaugeSnapshot.builder().name(name).help(help))
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .value(value)
                        .labels(Labels.of(metric.labels(), labels))
                        .build());
    }

    MetricSnapshots snapshots() {
        var all = MetricSnapshots.builder();
        for (var family : List.of(values, lower, upper)) {
            family.values().forEach(gauge -> all.metricSnapshot(gauge.build()));
        }
        return all.build();
    }
}
