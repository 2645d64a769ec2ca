package io.penumbra.metrics;

import io.penumbra.statistics.Interval;
import io.penumbra.statistics.Proportion;
import io.penumbra.statistics.Wilson;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The gauges of one scrape in the making. */
final class Gauges {
    private final Map<ViewMetric, List<GaugeDataPointSnapshot>> values = new EnumMap<>(ViewMetric.class);
    private final Map<ViewMetric, List<GaugeDataPointSnapshot>> lower = new EnumMap<>(ViewMetric.class);
    private final Map<ViewMetric, List<GaugeDataPointSnapshot>> upper = new EnumMap<>(ViewMetric.class);
    private final LabelSets labelSets;
    private int points;

    Gauges(LabelSets labelSets) {
        this.labelSets = labelSets;
    }

    void set(ViewMetric metric, double value, String... labels) {
        point(values, metric, value, labelSets.of(metric.labels(), labels));
    }

    /** A ratio with its Wilson interval; nothing where there is no denominator. */
    void ratio(ViewMetric metric, Proportion proportion, String... labels) {
        if (proportion.ratio().isPresent()) {
            Labels made = labelSets.of(metric.labels(), labels);
            point(values, metric, proportion.ratio().getAsDouble(), made);
            Wilson.interval(proportion).ifPresent(interval -> interval(metric, interval, made));
        }
    }

    void interval(ViewMetric metric, Interval interval, String... labels) {
        interval(metric, interval, labelSets.of(metric.labels(), labels));
    }

    private void interval(ViewMetric metric, Interval interval, Labels labels) {
        point(lower, metric, interval.lower(), labels);
        point(upper, metric, interval.upper(), labels);
    }

    private void point(
            Map<ViewMetric, List<GaugeDataPointSnapshot>> family, ViewMetric metric, double value, Labels labels) {
        family.computeIfAbsent(metric, first -> new ArrayList<>()).add(new GaugeDataPointSnapshot(value, labels, null));
        points++;
    }

    MetricSnapshots snapshots() {
        labelSets.keepAbout(points);
        var all = MetricSnapshots.builder();
        values.forEach((metric, family) ->
                all.metricSnapshot(new GaugeSnapshot(new MetricMetadata(metric.metricName(), metric.help()), family)));
        lower.forEach((metric, family) -> all.metricSnapshot(new GaugeSnapshot(
                new MetricMetadata(
                        metric.lowerName(), "Lower end of the 95 % interval of " + metric.metricName() + "."),
                family)));
        upper.forEach((metric, family) -> all.metricSnapshot(new GaugeSnapshot(
                new MetricMetadata(
                        metric.upperName(), "Upper end of the 95 % interval of " + metric.metricName() + "."),
                family)));
        return all.build();
    }
}
