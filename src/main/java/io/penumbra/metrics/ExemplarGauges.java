package io.penumbra.metrics;

import io.penumbra.counts.PairCounts;
import io.penumbra.statistics.DistanceCounts;
import io.penumbra.statistics.DistanceCut;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The metrics of a candidate's exemplars. */
final class ExemplarGauges {
    private ExemplarGauges() {}

    static void add(Gauges gauges, String candidate, List<Place> places, List<Double> percentiles) {
        for (double percentile : percentiles) {
            MetricLabel at = gauges.label("percentile", plain(percentile));
            Map<MetricLabel, DistanceCut> cuts = new HashMap<>(); // by window
            for (Place place : places) {
                place.pair(candidate).ifPresent(pair -> {
                    if (place.isAll()) {
                        pair.distances().cut(percentile).ifPresent(cut -> {
                            cuts.put(place.window(), cut);
                            add(gauges, pair, cut, at, place.window());
                        });
                    }
                    DistanceCut cut = cuts.get(place.window());
                    if (cut != null) {
                        addShare(gauges, place, pair, cut, at);
                    }
                });
            }
        }
    }

    private static void addShare(Gauges gauges, Place place, PairCounts pair, DistanceCut cut, MetricLabel at) {
        MetricLabel model = gauges.label("model", pair.candidate().version().name());
        cut.shareRatio(pair.distances())
                .ifPresent(ratio -> gauges.set(
                        ViewMetric.EXEMPLAR_SHARE_RATIO, ratio, model, place.subgroup(), at, place.window()));
    }

    private static void add(Gauges gauges, PairCounts pair, DistanceCut cut, MetricLabel at, MetricLabel window) {
        String name = pair.candidate().version().name();
        MetricLabel candidate = gauges.label("model", name);
        MetricLabel baseline = gauges.label("model", pair.baseline().version().name());
        MetricLabel reference = gauges.label("reference", name);
        gauges.set(ViewMetric.EXEMPLAR_DISTANCE, cut.taxicab(), candidate, at, window);
        gauges.set(ViewMetric.EXEMPLAR_RATIO, cut.share(), candidate, at, window);
        gauges.set(ViewMetric.EXEMPLAR_PROBABILITY_DISTANCE, cut.ofProbabilities(), candidate, at, window);
        DistanceCounts exemplars = cut.above();
        gauges.ratio(ViewMetric.EXEMPLAR_ACCURACY, exemplars.baselineAccuracy(), baseline, reference, at, window);
        gauges.ratio(ViewMetric.EXEMPLAR_ACCURACY, exemplars.candidateAccuracy(), candidate, reference, at, window);
    }

    /** 90, not 90.0. */
    private static String plain(double percentile) {
        return BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString();
    }
}
