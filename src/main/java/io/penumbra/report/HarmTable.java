package io.penumbra.report;

import io.penumbra.counts.Subgroup;
import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The changes for the worse whose interval excludes 0. */
final class HarmTable {
    static final String NAME = "harm";

    private HarmTable() {}

    static Table of(Study study) {
        var rows = new ArrayList<List<Value>>();
        int intervals = 0;
        int gains = 0;
        for (StudiedModel candidate : study.candidates()) {
            for (Rate rate : Rate.compared(List.of(GuardedMetric.values()), study.classes())) {
                for (Subgroup subgroup : study.subgroups().keySet()) {
                    var change = study.change(rate, subgroup, candidate);
                    intervals += change.flatMap(MetricChange::interval).isPresent() ? 1 : 0;
                    gains += change.filter(MetricChange::showsGain).isPresent() ? 1 : 0;
                    change.filter(MetricChange::showsHarm)
                            .ifPresent(harm -> rows.add(row(candidate, rate, subgroup, harm)));
                }
            }
        }
        return new Table(
                NAME,
                "Changes for the worse whose 95 % interval excludes 0",
                String.format(
                        Locale.ROOT,
                        "Of %2$d intervals, %1$d are above 0 (for the worse) and %3$d are below 0. "
                                + "If compression changed nothing, about %4$.0f would be above 0 by chance.",
                        rows.size(),
                        intervals,
                        gains,
                        0.025 * intervals),
                List.of(
                        Column.of("model", "model"),
                        Column.of("metric", "metric"),
                        Column.of("subgroup", "subgroup"),
                        Column.of("of", "denominator"),
                        Column.of("baseline", "baseline"),
                        Column.of("candidate", "candidate"),
                        Column.of("change, points", "change"),
                        Column.interval("95 % interval", "change"),
                        Column.of("relative", "relative_percent")),
                rows);
    }

    private static List<Value> row(StudiedModel candidate, Rate rate, Subgroup subgroup, MetricChange harm) {
        return List.of(
                Value.text(candidate.name()),
                Value.text(rate.shortName()),
                Value.text(subgroup.name()),
                Value.count(harm.images()),
                Value.percent(OptionalDouble.of(harm.change().baseline())),
                Value.percent(OptionalDouble.of(harm.change().candidate())),
                Value.points(OptionalDouble.of(harm.absolute())),
                Value.pointsInterval(harm.interval()),
                Value.relative(harm.relativePercent()));
    }
}
