package io.penumbra.metrics;

import io.penumbra.counts.Baseline;
import io.penumbra.counts.Classes;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.statistics.Change;
import io.penumbra.statistics.Confusion;
import io.penumbra.statistics.Newcombe;
import io.penumbra.statistics.Proportion;
import io.penumbra.statistics.Wilson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The counts and rates of every model, by place. */
final class Rates {
    private final Gauges gauges;
    private final MetricLabel baseline;
    private final Map<String, MetricLabel> candidates = new LinkedHashMap<>();
    private final Map<Integer, MetricLabel> classes = new LinkedHashMap<>();

    Rates(Gauges gauges, Baseline baseline, Set<String> candidates) {
        this.gauges = gauges;
        this.baseline = gauges.label("model", baseline.version().name());
        candidates.forEach(name -> this.candidates.put(name, gauges.label("model", name)));
        Classes all = baseline.classes();
        List<Integer> compared = all.compared();
        // of two classes, the rates of one are those of the other
        (all.size() == 2 && compared.size() == 1 ? List.of(0, 1) : compared)
                .forEach(y -> classes.put(y, gauges.label("class", all.names().get(y))));
    }

    void add(Place place) {
        SubgroupCounts counts = place.counts();
        MetricLabel[] labels = place.labels();
        gauges.set(ViewMetric.SCORED_IMAGES, counts.scored(), labels);
        gauges.set(ViewMetric.LABELLED_IMAGES, counts.labelled(), labels);
        new Proportion(counts.labelled(), counts.scored())
                .ratio()
                .ifPresent(ratio -> gauges.set(ViewMetric.LABEL_COVERAGE_RATIO, ratio, labels));
        add(place, baseline, counts.baseline().confusion());
        candidates.forEach((name, label) -> place.pair(name).ifPresent(pair -> add(place, label, pair)));
    }

    private void add(Place place, MetricLabel model, Confusion confusion) {
        Proportion errors = confusion.errors();
        MetricLabel[] labels = place.labels(model);
        gauges.set(ViewMetric.ERRORS, errors.successes(), labels);
        gauges.ratio(ViewMetric.ERROR_RATIO, errors, labels);
        classes.forEach((y, label) -> {
            MetricLabel[] ofClass = place.labels(model, label);
            gauges.ratio(ViewMetric.FALSE_POSITIVE_RATIO, confusion.falsePositives(y), ofClass);
            gauges.ratio(ViewMetric.FALSE_NEGATIVE_RATIO, confusion.falseNegatives(y), ofClass);
        });
    }

    private void add(Place place, MetricLabel model, PairCounts pair) {
        Confusion confusion = pair.candidate().confusion();
        add(place, model, confusion);
        MetricLabel[] labels = place.labels(model);
        gauges.ratio(ViewMetric.DISAGREEMENT_RATIO, new Proportion(pair.flips(), pair.scored()), labels);
        gauges.set(ViewMetric.REGRESSIONS, pair.regressions(), labels);
        gauges.set(ViewMetric.FIXES, pair.fixes(), labels);
        Proportion before = pair.baseline().confusion().errors();
        Proportion after = confusion.errors();
        Change.between(before, after)
                .ifPresent(change -> gauges.set(ViewMetric.ERROR_RATIO_CHANGE, change.absolute(), labels));
        Newcombe.interval(after, before, pair.table(), Wilson.DEFAULT_LEVEL)
                .ifPresent(interval -> gauges.interval(ViewMetric.ERROR_RATIO_CHANGE, interval, labels));
    }
}
