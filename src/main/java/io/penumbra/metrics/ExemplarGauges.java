package io.penumbra.metrics;

import io.penumbra.statistics.DistanceCounts;
import io.penumbra.statistics.DistanceCut;
import io.penumbra.tally.PairCounts;
import io.penumbra.tally.Subgroup;
import io.penumbra.tally.SubgroupCounts;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;

/** What the images tell on which a candidate lies farthest from the baseline. */
final class ExemplarGauges {
    private ExemplarGauges() {}

    static void add(
            Gauges gauges, String window, SortedMap<Subgroup, SubgroupCounts> subgroups, List<Double> percentiles) {
        SubgroupCounts all = subgroups.get(Subgroup.ALL);
        if (all == null) {
            return;
        }
        all.candidates().values().forEach(pair -> {
            for (double percentile : percentiles) {
                pair.distances()
                        .cut(percentile)
                        .ifPresent(cut -> add(gauges, window, subgroups, pair, percentile, cut));
            }
        });
    }

    private static void add(
            Gauges gauges,
            String window,
            SortedMap<Subgroup, SubgroupCounts> subgroups,
            PairCounts pair,
            double percentile,
            DistanceCut cut) {
        String candidate = pair.candidate().version().name();
        String baseline = pair.baseline().version().name();
        String at = label(percentile);
        gauges.set(ViewMetric.EXEMPLAR_DISTANCE, cut.taxicab(), candidate, at, window);
        gauges.set(ViewMetric.EXEMPLAR_PROBABILITY_DISTANCE, cut.ofProbabilities(), candidate, at, window);
        DistanceCounts exemplars = cut.above();
        gauges.ratio(ViewMetric.EXEMPLAR_ACCURACY, exemplars.baselineAccuracy(), baseline, candidate, at, window);
        gauges.ratio(ViewMetric.EXEMPLAR_ACCURACY, exemplars.candidateAccuracy(), candidate, candidate, at, window);
        subgroups.forEach((subgroup, counts) -> {
            PairCounts part = counts.candidates().get(candidate);
            if (part != null) {
                cut.shareRatio(part.distances())
                        .ifPresent(ratio -> gauges.set(
                                ViewMetric.EXEMPLAR_SHARE_RATIO, ratio, candidate, subgroup.name(), at, window));
            }
        });
    }

    /** 90, not 90.0. */
    private static String label(double percentile) {
        return BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString();
    }
}
