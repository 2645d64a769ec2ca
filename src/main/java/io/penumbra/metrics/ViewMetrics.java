package io.penumbra.metrics;

import io.penumbra.statistics.Change;
import io.penumbra.statistics.Newcombe;
import io.penumbra.statistics.Proportion;
import io.penumbra.statistics.Wilson;
import io.penumbra.tally.ModelVersion;
import io.penumbra.tally.PairCounts;
import io.penumbra.tally.Snapshot;
import io.penumbra.tally.SubgroupCounts;
import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Finding;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.Verdict;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The metrics of the view, computed from the cells at every scrape. A family's points are made in the order in which Prometheus' client
 * sorts them, by label after label, since it sorts what is sorted in no time.
 */
public final class ViewMetrics implements MultiCollector {
    private final Supplier<Optional<Snapshot>> view;

    private final Supplier<Gate> gate;
    private final Function<Snapshot, Optional<DriftFigures>> drift;
    private final List<Double> percentiles;
    private final LabelSets labels = new LabelSets();

    /**
     * @param view the cells, or empty on an instance that does not export them
     * @param gate asked for at a scrape, not before
     * @param drift of the cells; empty while the references cannot be read
     * @param percentiles from which images are exemplars, each between 0 and 100 and once
     */
    public ViewMetrics(
            Supplier<Optional<Snapshot>> view,
            Supplier<Gate> gate,
            Function<Snapshot, Optional<DriftFigures>> drift,
            List<Double> percentiles) {
        this.view = view;
        this.gate = gate;
        this.drift = drift;
        this.percentiles = List.copyOf(percentiles);
    }

    @Override
    public MetricSnapshots collect() {
        var gauges = new Gauges(labels);
        view.get().ifPresent(snapshot -> {
            List<Place> places = Place.all(snapshot);
            places.forEach(place -> addImages(gauges, place));
            addRates(gauges, places);
            Set<String> candidates = snapshot.candidates().keySet();
            candidates.forEach(candidate -> places.forEach(
                    place -> place.pair(candidate).ifPresent(pair -> addPair(gauges, place.labels(candidate), pair))));
            candidates.forEach(candidate -> ExemplarGauges.add(gauges, candidate, places, percentiles));
            snapshot.baseline().ifPresent(baseline -> add(gauges, baseline.version(), ModelRole.BASELINE));
            snapshot.candidates().values().forEach(version -> add(gauges, version, ModelRole.CANDIDATE));
            candidates.forEach(candidate -> add(gauges, gate.get().verdict(snapshot, candidate)));
            drift.apply(snapshot).ifPresent(figures -> figures.addTo(gauges));
        });
        return gauges.snapshots();
    }

    @Override
    public List<String> getPrometheusNames() {
        return ViewMetric.names();
    }

    private static void add(Gauges gauges, ModelVersion version, ModelRole role) {
        gauges.set(ViewMetric.MODEL_VERSION, 1, version.name(), version.digest(), role.label());
    }

    private static void addImages(Gauges gauges, Place place) {
        SubgroupCounts counts = place.counts();
        gauges.set(ViewMetric.SCORED_IMAGES, counts.scored(), place.labels());
        gauges.set(ViewMetric.LABELLED_IMAGES, counts.labelled(), place.labels());
        new Proportion(counts.labelled(), counts.scored())
                .ratio()
                .ifPresent(ratio -> gauges.set(ViewMetric.LABEL_COVERAGE_RATIO, ratio, place.labels()));
    }

    private static void addRates(Gauges gauges, List<Place> places) {
        List<ModelRates> rates = ModelRates.all(places);
        for (ModelRates each : rates) {
            Proportion errors = each.confusion().errors();
            String[] labels = each.place().labels(each.model());
            gauges.set(ViewMetric.ERRORS, errors.successes(), labels);
            gauges.ratio(ViewMetric.ERROR_RATIO, errors, labels);
        }
        int classes = rates.isEmpty() ? 0 : rates.get(0).classes().size();
        for (int y = 0; y < classes; y++) {
            for (ModelRates each : rates) {
                String[] labels =
                        each.place().labels(each.model(), each.classes().get(y));
                gauges.ratio(ViewMetric.FALSE_POSITIVE_RATIO, each.confusion().falsePositives(y), labels);
                gauges.ratio(ViewMetric.FALSE_NEGATIVE_RATIO, each.confusion().falseNegatives(y), labels);
            }
        }
    }

    private static void addPair(Gauges gauges, String[] labels, PairCounts pair) {
        gauges.ratio(ViewMetric.DISAGREEMENT_RATIO, new Proportion(pair.flips(), pair.scored()), labels);
        gauges.set(ViewMetric.REGRESSIONS, pair.regressions(), labels);
        gauges.set(ViewMetric.FIXES, pair.fixes(), labels);
        Proportion baseline = pair.baseline().confusion().errors();
        Proportion candidate = pair.candidate().confusion().errors();
        Change.between(baseline, candidate)
                .ifPresent(change -> gauges.set(ViewMetric.ERROR_RATIO_CHANGE, change.absolute(), labels));
        Newcombe.interval(candidate, baseline, pair.table(), Wilson.DEFAULT_LEVEL)
                .ifPresent(interval -> gauges.interval(ViewMetric.ERROR_RATIO_CHANGE, interval, labels));
    }

    private static void add(Gauges gauges, Verdict verdict) {
        for (Decision decision : Decision.values()) {
            gauges.set(
                    ViewMetric.VERDICT, decision == verdict.decision() ? 1 : 0, verdict.candidate(), decision.label());
        }
        gauges.set(ViewMetric.VERDICT_MARGIN, verdict.settings().margin(), verdict.candidate());
        gauges.set(ViewMetric.HARM_EVIDENCE_THRESHOLD, verdict.logHarmEnough(), verdict.candidate());
        gauges.set(ViewMetric.SAFETY_EVIDENCE_THRESHOLD, verdict.logSafetyEnough(), verdict.candidate());
        for (Finding finding : verdict.findings()) {
            String[] labels = {
                verdict.candidate(), finding.subgroup().name(), finding.metric().label()
            };
            gauges.set(
                    ViewMetric.FINDING,
                    1,
                    verdict.candidate(),
                    finding.subgroup().name(),
                    finding.metric().label(),
                    finding.state().label());
            gauges.set(ViewMetric.HARM_EVIDENCE, finding.logHarm(), labels);
            gauges.set(ViewMetric.SAFETY_EVIDENCE, finding.logSafety(), labels);
            verdict.imagesNeeded(finding).ifPresent(images -> gauges.set(ViewMetric.IMAGES_NEEDED, images, labels));
        }
    }
}
