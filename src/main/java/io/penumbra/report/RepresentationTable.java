package io.penumbra.report;

import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Subgroup;
import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import io.penumbra.statistics.DistanceCut;
import io.penumbra.statistics.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/** The share of each subgroup among the exemplars, compared with its share of all images. */
final class RepresentationTable {
    private static final List<Double> PERCENTS = List.of(1.0, 10.0);

    static final String NAME = "representation";

    private RepresentationTable() {}

    static Table of(Study study) {
        var rows = new ArrayList<List<Value>>();
        for (StudiedModel candidate : study.candidates()) {
            rows(rows, study, candidate, "modal", PairCounts::flips);
            for (double percent : PERCENTS) {
                Optional<DistanceCut> cut = study.pair(Subgroup.ALL, candidate)
                        .flatMap(all -> all.distances().cut(100 - percent));
                cut.ifPresent(at -> rows(
                        rows,
                        study,
                        candidate,
                        Value.percentName(percent),
                        pair -> pair.distances().from(at.rank()).images()));
            }
        }
        return new Table(
                NAME,
                "Which subgroups the exemplars show",
                "Ratio: the subgroup's share of the exemplars divided by its share of all images. "
                        + "Above 1 it is over-represented. Exemplars are the modal ones, or those at a percentage of all images.",
                List.of(
                        Column.of("candidate", "candidate"),
                        Column.of("exemplars", "exemplars"),
                        Column.of("subgroup", "subgroup"),
                        Column.of("images", "images"),
                        Column.of("share", "share"),
                        Column.of("among exemplars", "exemplar_images"),
                        Column.of("share", "exemplar_share"),
                        Column.of("ratio", "ratio")),
                rows);
    }

    private static void rows(
            List<List<Value>> rows,
            Study study,
            StudiedModel candidate,
            String exemplars,
            ToLongFunction<PairCounts> count) {
        study.pair(Subgroup.ALL, candidate).ifPresent(all -> {
            for (Subgroup subgroup : study.subgroups().keySet()) {
                if (!subgroup.equals(Subgroup.ALL)) {
                    study.pair(subgroup, candidate)
                            .ifPresent(part -> rows.add(row(candidate, exemplars, subgroup, part, all, count)));
                }
            }
        });
    }

    private static List<Value> row(
            StudiedModel candidate,
            String exemplars,
            Subgroup subgroup,
            PairCounts part,
            PairCounts all,
            ToLongFunction<PairCounts> count) {
        OptionalDouble share = new Proportion(part.scored(), all.scored()).ratio();
        long among = count.applyAsLong(part);
        OptionalDouble exemplarShare = new Proportion(among, count.applyAsLong(all)).ratio();
        return List.of(
                Value.text(candidate.name()),
                Value.text(exemplars),
                Value.text(subgroup.name()),
                Value.count(part.scored()),
                Value.percent(share),
                Value.count(among),
                Value.percent(exemplarShare),
                Value.decimal(
                        share.isPresent() && exemplarShare.isPresent() && share.getAsDouble() > 0
                                ? OptionalDouble.of(exemplarShare.getAsDouble() / share.getAsDouble())
                                : OptionalDouble.empty(),
                        2));
    }
}
