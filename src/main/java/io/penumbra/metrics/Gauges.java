package io.penumbra.metrics;

import io.penumbra.statistics.Interval;
import io.penumbra.statistics.Proportion;
import io.penumbra.statistics.Wilson;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The gauges of one page. Their memory is used again for the next page. Belongs to one thread at a time. */
final class Gauges {
    private final Map<ViewMetric, GaugeText> values = new EnumMap<>(ViewMetric.class);
    private final Map<ViewMetric, GaugeText> lower = new EnumMap<>(ViewMetric.class);
    private final Map<ViewMetric, GaugeText> upper = new EnumMap<>(ViewMetric.class);
    /** By label name, then by value. */
    private final Map<String, Map<String, MetricLabel>> labels = new HashMap<>();

    Gauges() {
        for (ViewMetric metric : ViewMetric.values()) {
            values.put(metric, new GaugeText(metric.metricName(), metric.help(), metric.labels()));
            if (metric.hasInterval()) {
                String interval = "end of the 95 % interval of " + metric.metricName() + ".";
                lower.put(metric, new GaugeText(metric.lowerName(), "Lower " + interval, metric.labels()));
                upper.put(metric, new GaugeText(metric.upperName(), "Upper " + interval, metric.labels()));
            }
        }
    }

    /** Removes all points. */
    void clear() {
        labels.clear();
        values.values().forEach(GaugeText::clear);
        lower.values().forEach(GaugeText::clear);
        upper.values().forEach(GaugeText::clear);
    }

    /** A metric label. Each is made once for a page. */
    MetricLabel label(String name, String value) {
        Map<String, MetricLabel> known = labels.computeIfAbsent(name, first -> new HashMap<>());
        MetricLabel label = known.get(value); // a lambda would be made anew for each of 100,000 points
        if (label == null) {
            label = MetricLabel.of(name, value);
            known.put(value, label);
        }
        return label;
    }

    void set(ViewMetric metric, double value, MetricLabel... of) {
        gauge(values, metric).add(value, of);
    }

    /** Adds a ratio and its Wilson interval. Adds nothing without a denominator. */
    void ratio(ViewMetric metric, Proportion proportion, MetricLabel... of) {
        if (proportion.trials() > 0) {
            set(metric, proportion.ratio().orElseThrow(), of);
            interval(metric, Wilson.interval(proportion).orElseThrow(), of);
        }
    }

    void interval(ViewMetric metric, Interval interval, MetricLabel... of) {
        gauge(lower, metric).add(interval.lower(), of);
        gauge(upper, metric).add(interval.upper(), of);
    }

    private static GaugeText gauge(Map<ViewMetric, GaugeText> gauges, ViewMetric metric) {
        GaugeText gauge = gauges.get(metric);
        if (gauge == null) {
            throw new IllegalArgumentException(metric.metricName() + " is declared without an interval");
        }
        return gauge;
    }

    /** Writes the gauges that have a point. */
    void writeTo(PageText page) {
        values.values().forEach(gauge -> gauge.writeTo(page));
        lower.values().forEach(gauge -> gauge.writeTo(page));
        upper.values().forEach(gauge -> gauge.writeTo(page));
    }
}
