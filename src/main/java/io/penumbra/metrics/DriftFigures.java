package io.penumbra.metrics;

import io.penumbra.drift.Drift;
import io.penumbra.drift.DriftSettings;
import io.penumbra.drift.Horizon;
import io.penumbra.drift.Shift;
import java.util.Arrays;
import java.util.List;

/**
 * The state of drift.
 *
 * @param series all of them
 * @param settings give the statistics that raise alarms
 */
public record DriftFigures(List<Drift> series, DriftSettings settings) {
    private static final double MS_PER_SECOND = 1000;

    /** @param baseline the name of the current baseline */
    void addTo(Gauges gauges, String baseline) {
        for (Horizon horizon : Horizon.values()) {
            gauges.set(
                    ViewMetric.DRIFT_THRESHOLD,
                    settings.logThreshold(horizon),
                    gauges.label("horizon", horizon.text()));
        }
        for (Drift drift : series) {
            MetricLabel[] labels = {
                gauges.label("model", drift.model()),
                gauges.label("subgroup", drift.subgroup().name()),
                gauges.label("kind", drift.kind().text()),
                gauges.label("horizon", drift.horizon().text())
            };
            ModelRole role = drift.model().equals(baseline) ? ModelRole.BASELINE : ModelRole.CANDIDATE;
            drift.watched().ifPresent(watched -> {
                gauges.set(ViewMetric.DRIFT_STATISTIC, watched.logStatistic(), labels);
                gauges.set(
                        ViewMetric.DRIFT_ALARM,
                        watched.alarm() ? 1 : 0,
                        labels[0],
                        gauges.label("role", role.text()),
                        labels[1],
                        labels[2],
                        labels[3]);
            });
            drift.shift().ifPresent(shift -> add(gauges, shift, labels));
            drift.since().ifPresent(pane -> gauges.set(ViewMetric.DRIFT_SINCE, pane.startMs() / MS_PER_SECOND, labels));
        }
    }

    private static void add(Gauges gauges, Shift shift, MetricLabel... labels) {
        MetricLabel[] all = Arrays.copyOf(labels, labels.length + 2);
        all[labels.length] = gauges.label("class", shift.part().ofClass().orElse(""));
        all[labels.length + 1] =
                gauges.label("direction", shift.part().direction().text());
        gauges.set(ViewMetric.DRIFT_FROM, shift.from(), all);
        gauges.set(ViewMetric.DRIFT_TO, shift.to(), all);
    }
}
