package io.penumbra.report;

import io.penumbra.counts.Subgroup;
import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import io.penumbra.statistics.Interval;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Rate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What each compression saves, and what it costs all images and the worst subgroup. */
final class CostTable {
    static final String NAME = "cost";

    private CostTable() {}

    static Table of(Study study) {
        var rows = new ArrayList<List<Value>>();
        for (StudiedModel model : study.models()) {
            rows.add(row(study, model));
        }
        return new Table(
                NAME,
                "What compression saves, and which subgroup it costs most",
                "Bytes, bytes after deflate, parameters that are not 0, and milliseconds per image in ONNX Runtime are of one member. "
                        + "The time is that of one thread while other threads run. "
                        + "Worst is the subgroup with the largest absolute change, of those with at least "
                        + Study.ENOUGH
                        + " images in the denominator. It is picked from many, so its interval proves nothing.",
                List.of(
                        Column.of("model", "model"),
                        Column.of("compression", "compression"),
                        Column.of("members", "members"),
                        Column.of("bytes", "bytes"),
                        Column.of("deflated", "deflated_bytes"),
                        Column.of("not 0", "non_zero_parameters"),
                        Column.of("ms", "milliseconds_per_image"),
                        Column.of("error", "error"),
                        Column.of("change, points", "error_change"),
                        Column.of("worst for error", "error_worst_subgroup"),
                        Column.of("change, points", "error_worst_change"),
                        Column.interval("95 % interval", "error_worst_change"),
                        Column.of("worst for FPR", "fpr_worst_subgroup"),
                        Column.of("change, points", "fpr_worst_change"),
                        Column.interval("95 % interval", "fpr_worst_change"),
                        Column.of("relative", "fpr_worst_relative_percent")),
                rows);
    }

    private static List<Value> row(Study study, StudiedModel model) {
        boolean baseline = model.equals(study.baseline());
        var row = new ArrayList<>(List.of(
                Value.text(model.name()),
                Value.text(model.compressionText()),
                Value.count(model.members()),
                Value.count(model.bytes()),
                Value.count(model.deflatedBytes()),
                Value.count(model.nonZero()),
                Value.decimal(OptionalDouble.of(model.nanosPerImage() / 1e6), 3)));
        var counts = baseline
                ? Optional.of(study.all().baseline())
                : study.pair(Subgroup.ALL, model).map(pair -> pair.candidate());
        row.add(Value.percent(counts.map(c -> c.confusion().errors().ratio()).orElse(OptionalDouble.empty())));
        row.add(points(study.change(Rate.ERROR, Subgroup.ALL, model)));
        Worst error = Worst.of(study, GuardedMetric.ERROR, model);
        row.addAll(error.values());
        Worst falsePositives = Worst.of(study, GuardedMetric.FALSE_POSITIVE_RATE, model);
        row.addAll(falsePositives.values());
        row.add(Value.relative(
                falsePositives.change.map(MetricChange::relativePercent).orElse(OptionalDouble.empty())));
        return row;
    }

    private static Value points(Optional<MetricChange> change) {
        return Value.points(change.stream().mapToDouble(MetricChange::absolute).findFirst());
    }

    /** @param subgroup its name, and that of the class where several are asked for */
    private record Worst(String subgroup, Optional<MetricChange> change) {
        private static final Worst NONE = new Worst("", Optional.empty());

        static Worst of(Study study, GuardedMetric metric, StudiedModel model) {
            return study.rates(metric).stream()
                    .flatMap(rate -> study.worst(rate, model).stream()
                            .map(subgroup -> new Worst(
                                    subgroup.name()
                                            + (rate.isOnly()
                                                    ? ""
                                                    : ", " + rate.ofClass().orElseThrow()),
                                    study.change(rate, subgroup, model))))
                    .max(Comparator.comparingDouble(
                            worst -> worst.change.orElseThrow().absolute()))
                    .orElse(NONE);
        }

        List<Value> values() {
            Optional<Interval> interval = change.flatMap(MetricChange::interval);
            return List.of(Value.text(subgroup), points(change), Value.pointsInterval(interval));
        }
    }
}
