package io.penumbra.report;

import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import io.penumbra.statistics.Proportion;
import io.penumbra.statistics.Wilson;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One metric of every model in every subgroup, and how each candidate changes it. */
final class ChangeTable {
    private ChangeTable() {}

    /** The table's name, for example {@code false-positive-rate}. */
    static String name(GuardedMetric metric) {
        return metric.text().replace('_', '-');
    }

    static Table of(Study study, GuardedMetric metric) {
        var rows = new ArrayList<List<Value>>();
        for (Rate rate : study.rates(metric)) {
            study.subgroups().forEach((subgroup, counts) -> {
                rows.add(row(
                        rate,
                        subgroup,
                        counts,
                        study.baseline(),
                        rate.of(counts.baseline()),
                        Optional.empty(),
                        OptionalDouble.empty()));
                for (StudiedModel candidate : study.candidates()) {
                    study.pair(subgroup, candidate)
                            .ifPresent(pair -> rows.add(row(
                                    rate,
                                    subgroup,
                                    counts,
                                    candidate,
                                    rate.of(pair.candidate()),
                                    MetricChange.of(rate, pair),
                                    Published.relativePercent(rate, subgroup, candidate))));
                }
            });
        }
        List<Rate> rates = study.rates(metric);
        var columns = new ArrayList<Column>();
        if (rates.size() > 1) {
            columns.add(Column.of("class", "class"));
        }
        columns.addAll(List.of(
                Column.of("subgroup", "subgroup"),
                Column.of("model", "model"),
                Column.of("images", "images"),
                Column.of("of", "denominator"),
                Column.of("wrong", "wrong"),
                Column.of(metric.shortName(), "ratio"),
                Column.interval("95 % interval", "ratio"),
                Column.of("change, points", "change"),
                Column.interval("95 % interval", "change"),
                Column.of("relative", "relative_percent"),
                Column.interval("95 % interval", "relative_percent"),
                Column.of("published", "published_relative_percent")));
        return new Table(
                name(metric),
                "How compression changes the " + metric.words()
                        + (rates.size() > 1
                                ? ", class by class"
                                : rates.get(0)
                                        .ofClass()
                                        .map(name -> ", class " + name)
                                        .orElse("")),
                note(metric),
                columns,
                rows);
    }

    private static String note(GuardedMetric metric) {
        String denominator =
                switch (metric) {
                    case ERROR -> "all labelled images";
                    case FALSE_POSITIVE_RATE -> "the labelled images of the other classes";
                    case FALSE_NEGATIVE_RATE -> "the labelled images of the class";
                };
        return "Of " + denominator
                + ". A model with several members shows their mean, so 'wrong' may be a fraction. "
                + "Intervals: Wilson for a rate, Newcombe's method 10 for a change. "
                + "The interval of a relative change is that of the change, in percent of the baseline's observed rate. "
                + "Published: 95 % pruning on CelebA, arXiv 2010.03058.";
    }

    private static List<Value> row(
            Rate rate,
            Subgroup subgroup,
            SubgroupCounts counts,
            StudiedModel model,
            Proportion wrong,
            Optional<MetricChange> change,
            OptionalDouble published) {
        var row = new ArrayList<Value>();
        if (!rate.isOnly()) {
            row.add(Value.text(rate.ofClass().orElseThrow()));
        }
        row.addAll(List.of(
                Value.text(subgroup.name()),
                Value.text(model.name()),
                Value.count(counts.scored()),
                Value.count(wrong.trials()),
                Value.mean(wrong.successes()),
                Value.percent(wrong.ratio()),
                Value.percentInterval(Wilson.interval(wrong)),
                Value.points(change.stream().mapToDouble(MetricChange::absolute).findFirst()),
                Value.pointsInterval(change.flatMap(MetricChange::interval)),
                Value.relative(change.map(MetricChange::relativePercent).orElse(OptionalDouble.empty())),
                Value.relativeInterval(change.flatMap(MetricChange::relativeInterval)),
                Value.relative(published)));
        return row;
    }
}
