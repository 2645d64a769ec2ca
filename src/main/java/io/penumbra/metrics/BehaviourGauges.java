package io.penumbra.metrics;

import io.penumbra.counts.Classes;
import io.penumbra.counts.ModelCounts;
import io.penumbra.counts.PairCounts;
import io.penumbra.statistics.BiasAmplification;
import io.penumbra.statistics.Confusion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What models do beyond their errors, by place: calibration, confidence, uncertainty and bias amplification. Without
 * intersections, the places are {@code all} and those of one attribute.
 */
final class BehaviourGauges {
    private final Gauges gauges;
    private final Classes classes;
    /** The confusion of each model on all images of the window. */
    private final Map<String, Confusion> all = new HashMap<>();

    private BehaviourGauges(Gauges gauges, Classes classes) {
        this.gauges = gauges;
        this.classes = classes;
    }

    /** @param places in each window, {@code all} comes first */
    static void add(Gauges gauges, Classes classes, List<Place> places, boolean intersections) {
        var behaviour = new BehaviourGauges(gauges, classes);
        for (Place place : places) {
            if (intersections || place.of().order() <= 1) {
                behaviour.add(place);
            }
        }
    }

    private void add(Place place) {
        add(place, place.counts().baseline());
        place.counts().candidates().values().forEach(pair -> {
            add(place, pair.candidate());
            add(place, pair);
        });
    }

    private void add(Place place, ModelCounts counts) {
        String name = counts.version().name();
        MetricLabel model = gauges.label("model", name);
        MetricLabel[] labels = place.labels(model);
        counts.confidences()
                .calibration()
                .error()
                .ifPresent(error -> gauges.set(ViewMetric.CALIBRATION_ERROR, error, labels));
        gauges.ratio(ViewMetric.UNCERTAIN_RATIO, counts.uncertain(), labels);
        Confusion confusion = counts.confusion();
        if (place.isAll()) {
            all.put(name, confusion);
            return;
        }
        Confusion whole = all.get(name);
        for (int y : classes.compared()) {
            MetricLabel[] ofClass =
                    place.labels(model, gauges.label("class", classes.names().get(y)));
            if (whole != null) {
                BiasAmplification.of(confusion, whole, y)
                        .ifPresent(bias -> gauges.set(ViewMetric.BIAS_AMPLIFICATION, bias, ofClass));
            }
        }
    }

    private void add(Place place, PairCounts pair) {
        MetricLabel[] labels =
                place.labels(gauges.label("model", pair.candidate().version().name()));
        var regressions = pair.regressionConfidence();
        var fixes = pair.fixConfidence();
        regressions.mean().ifPresent(mean -> gauges.set(ViewMetric.REGRESSION_CONFIDENCE, mean, labels));
        gauges.set(ViewMetric.SURE_REGRESSIONS, regressions.sure(), labels);
        fixes.mean().ifPresent(mean -> gauges.set(ViewMetric.FIX_CONFIDENCE, mean, labels));
        gauges.set(ViewMetric.SURE_FIXES, fixes.sure(), labels);
    }
}
