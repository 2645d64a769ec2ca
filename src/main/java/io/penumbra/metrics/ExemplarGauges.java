package io.penumbra.metrics;

import io.penumbra.statistics.DistanceCounts;
import io.penumbra.statistics.DistanceCut;
import io.penumbra.tally.PairCounts;
import io.penumbra.tally.Subgroup;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the images tell on which a candidate lies farthest from the baseline. */
final class ExemplarGauges {
    private ExemplarGauges() {}

    static void add(Gauges gauges, String candidate, List<Place> places, List<Double> percentiles) {
        for (double percentile : percentiles) {
            String at = label(percentile);
            Map<String, DistanceCut> cuts = new HashMap<>(); // by window
            for (Place place : places) {
                if (place.subgroup().equals(Subgroup.ALL.name())) {
                    place.pair(candidate)
                            .ifPresent(pair -> pair.distances().cut(percentile).ifPresent(cut -> {
                                cuts.put(place.window(), cut);
                                add(gauges, pair, cut, at, place.window());
                            }));
                }
            }
            for (Place place : places) {
                DistanceCut cut = cuts.get(place.window());
                PairCounts part = place.counts().candidates().get(candidate);
                if (cut != null && part != null) {
                    cut.shareRatio(part.distances())
                            .ifPresent(ratio -> gauges.set(
                                    ViewMetric.EXEMPLAR_SHARE_RATIO,
                                    ratio,
                                    candidate,
                                    place.subgroup(),
                                    at,
                                    place.window()));
                }
            }
        }
    }

    private static void add(Gauges gauges, PairCounts pair, DistanceCut cut, String at, String window) {
        String candidate = pair.candidate().version().name();
        String baseline = pair.baseline().version().name();
        gauges.set(ViewMetric.EXEMPLAR_DISTANCE, cut.taxicab(), candidate, at, window);
        gauges.set(ViewMetric.EXEMPLAR_PROBABILITY_DISTANCE, cut.ofProbabilities(), candidate, at, window);
        DistanceCounts exemplars = cut.above();
        gauges.ratio(ViewMetric.EXEMPLAR_ACCURACY, exemplars.baselineAccuracy(), baseline, candidate, at, window);
        gauges.ratio(ViewMetric.EXEMPLAR_ACCURACY, exemplars.candidateAccuracy(), candidate, candidate, at, window);
    }

    /** 90, not 90.0. */
    private static String label(double percentile) {
        return BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString();
    }
}
