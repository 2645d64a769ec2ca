package io.penumbra.report;

import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Subgroup;
import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import io.penumbra.statistics.BiasAmplification;
import io.penumbra.statistics.ClassCounts;
import io.penumbra.statistics.Confusion;
import io.penumbra.statistics.Proportion;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Each subgroup's share of what is predicted to be of a class, beside its share of the class. */
final class BiasTable {
    private BiasTable() {}

    static Table of(Study study) {
        var rows = new ArrayList<List<Value>>();
        for (StudiedModel candidate : study.candidates()) {
            for (int y : study.classes().compared()) {
                for (Subgroup subgroup : study.subgroups().keySet()) {
                    if (!subgroup.equals(Subgroup.ALL)) {
                        study.pair(Subgroup.ALL, candidate)
                                .ifPresent(all -> study.pair(subgroup, candidate)
                                        .ifPresent(part -> rows.add(row(study, candidate, y, subgroup, part, all))));
                    }
                }
            }
        }
        return new Table(
                "bias-amplification",
                "Which subgroups the models take a class for",
                "Bias amplification: the subgroup's share of all images that are predicted to be of the class, "
                        + "less its share of all images of the class (Iofinova et al. 2023). "
                        + "Above 0 the model takes the class for the subgroup's more than it is.",
                List.of(
                        Column.of("candidate", "candidate"),
                        Column.of("class", "class"),
                        Column.of("subgroup", "subgroup"),
                        Column.of("of the class", "images"),
                        Column.of("share", "share"),
                        Column.of("baseline, points", "baseline_bias_amplification"),
                        Column.of("candidate, points", "candidate_bias_amplification"),
                        Column.of("change, points", "change")),
                rows);
    }

    private static List<Value> row(
            Study study, StudiedModel candidate, int y, Subgroup subgroup, PairCounts part, PairCounts all) {
        Confusion baseline = part.baseline().confusion();
        ClassCounts ofClass = baseline.classes().get(y);
        ClassCounts ofAll = all.baseline().confusion().classes().get(y);
        OptionalDouble before = BiasAmplification.of(baseline, all.baseline().confusion(), y);
        OptionalDouble after = BiasAmplification.of(
                part.candidate().confusion(), all.candidate().confusion(), y);
        return List.of(
                Value.text(candidate.name()),
                Value.text(study.classes().names().get(y)),
                Value.text(subgroup.name()),
                Value.count(ofClass.support()),
                Value.percent(new Proportion(ofClass.support(), ofAll.support()).ratio()),
                Value.points(before),
                Value.points(after),
                Value.points(
                        before.isPresent() && after.isPresent()
                                ? OptionalDouble.of(after.getAsDouble() - before.getAsDouble())
                                : OptionalDouble.empty()));
    }
}
