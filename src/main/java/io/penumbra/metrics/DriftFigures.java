package io.penumbra.metrics;

import io.penumbra.drift.Drift;
import java.util.List;

/**
 * The state of drift.
 *
 * @param series all of them
 * @param logThreshold ln of the statistic that raises an alarm
 */
public record DriftFigures(List<Drift> series, double logThreshold) {
    private static final double MS_PER_SECOND = 1000;

    void addTo(Gauges gauges) {
        gauges.set(ViewMetric.DRIFT_THRESHOLD, logThreshold);
        for (Drift drift : series) {
            MetricLabel[] labels = {
                gauges.label("model", drift.model()),
                gauges.label("subgroup", drift.subgroup().name()),
                gauges.label("kind", drift.kind().text())
            };
            drift.watched().ifPresent(watched -> {
                gauges.set(ViewMetric.DRIFT_STATISTIC, watched.logStatistic(), labels);
                gauges.set(ViewMetric.DRIFT_ALARM, watched.alarm() ? 1 : 0, labels);
            });
            drift.since().ifPresent(pane -> gauges.set(ViewMetric.DRIFT_SINCE, pane.startMs() / MS_PER_SECOND, labels));
        }
    }
}
