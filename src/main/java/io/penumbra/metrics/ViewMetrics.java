package io.penumbra.metrics;

import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Snapshot;
import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** The metrics of the view. Every scrape computes them from the cells. */
public final class ViewMetrics {
    private final Supplier<Optional<Snapshot>> view;
    private final Gate gate;
    private final Function<Snapshot, Optional<DriftFigures>> drift;
    private final List<Double> percentiles;
    private final boolean intersections;
    private final Gauges gauges = new Gauges();

    /**
     * @param view the cells; empty on an instance that does not export them
     * @param gate decides at each scrape
     * @param drift the drift of the cells; empty while the references cannot be read
     * @param percentiles where exemplars begin, each above 0 and below 100, without duplicates
     * @param intersections whether the metrics of behaviour have subgroups of more than one attribute
     */
    public ViewMetrics(
            Supplier<Optional<Snapshot>> view,
            Gate gate,
            Function<Snapshot, Optional<DriftFigures>> drift,
            List<Double> percentiles,
            boolean intersections) {
        this.view = view;
        this.gate = gate;
        this.drift = drift;
        this.percentiles = List.copyOf(percentiles);
        this.intersections = intersections;
    }

    /** Writes all metrics as they are now. A second page waits, so that it takes no more memory. */
    public synchronized void writeTo(PageText page) {
        gauges.clear();
        view.get().ifPresent(this::add);
        gauges.writeTo(page);
    }

    private void add(Snapshot snapshot) {
        snapshot.baseline().ifPresent(baseline -> {
            Set<String> candidates = snapshot.candidates().keySet();
            List<Place> places = Place.all(snapshot, gauges);
            var rates = new Rates(gauges, baseline, candidates);
            places.forEach(rates::add);
            BehaviourGauges.add(gauges, baseline.classes(), places, intersections);
            candidates.forEach(candidate -> ExemplarGauges.add(gauges, candidate, places, percentiles));
            add(baseline.version(), ModelRole.BASELINE);
            snapshot.candidates().values().forEach(version -> add(version, ModelRole.CANDIDATE));
            candidates.forEach(candidate -> add(gate.verdict(snapshot, candidate)));
            drift.apply(snapshot)
                    .ifPresent(
                            figures -> figures.addTo(gauges, baseline.version().name()));
        });
    }

    private void add(ModelVersion version, ModelRole role) {
        gauges.set(
                ViewMetric.MODEL_VERSION,
                1,
                gauges.label("model", version.name()),
                gauges.label("version", version.digest()),
                gauges.label("role", role.text()));
    }

    private void add(Verdict verdict) {
        MetricLabel model = gauges.label("model", verdict.candidate());
        for (Decision decision : Decision.values()) {
            gauges.set(
                    ViewMetric.VERDICT,
                    decision == verdict.decision() ? 1 : 0,
                    model,
                    gauges.label("verdict", decision.text()));
        }
        verdict.settings()
                .margins()
                .forEach((metric, margin) ->
                        gauges.set(ViewMetric.VERDICT_MARGIN, margin, model, gauges.label("metric", metric.text())));
        gauges.set(ViewMetric.HARM_EVIDENCE_THRESHOLD, verdict.logHarmEnough(), model);
        gauges.set(ViewMetric.SAFETY_EVIDENCE_THRESHOLD, verdict.logSafetyEnough(), model);
        for (Finding finding : verdict.findings()) {
            MetricLabel subgroup = gauges.label("subgroup", finding.subgroup().name());
            MetricLabel metric = gauges.label("metric", finding.metric().text());
            MetricLabel ofClass = gauges.label("class", finding.rate().ofClass().orElse(""));
            gauges.set(
                    ViewMetric.FINDING,
                    1,
                    model,
                    subgroup,
                    metric,
                    ofClass,
                    gauges.label("state", finding.state().text()));
            gauges.set(ViewMetric.HARM_EVIDENCE, finding.logHarm(), model, subgroup, metric, ofClass);
            gauges.set(ViewMetric.SAFETY_EVIDENCE, finding.logSafety(), model, subgroup, metric, ofClass);
            verdict.imagesNeeded(finding)
                    .ifPresent(
                            images -> gauges.set(ViewMetric.IMAGES_NEEDED, images, model, subgroup, metric, ofClass));
        }
    }
}
