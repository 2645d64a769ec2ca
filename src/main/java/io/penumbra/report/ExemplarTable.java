package io.penumbra.report;

import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import java.util.List;
import java.util.OptionalDouble;

final class ExemplarTable {
    static final String NAME = "exemplars";

    private ExemplarTable() {}

    static Table of(Study study) {
        return new Table(
                NAME,
                "The images on which compression changes most",
                "Each image is compared with the candidate that is farthest from the baseline on it. "
                        + "The rank is by the taxicab distance of the shares of votes, then by that of the mean probabilities. "
                        + "Both distances are from 0 to 2. Votes and probability are those of a model's modal class. "
                        + "The ranking needs no label.",
                List.of(
                        Column.of("image", "image"),
                        Column.of("subgroup", "subgroup"),
                        Column.of("label", "label"),
                        Column.of("baseline says", "baseline_class"),
                        Column.of("votes", "baseline_votes"),
                        Column.of("probability", "baseline_probability"),
                        Column.of("candidate", "candidate"),
                        Column.of("says", "candidate_class"),
                        Column.of("votes", "candidate_votes"),
                        Column.of("probability", "candidate_probability"),
                        Column.of("votes apart", "taxicab_distance"),
                        Column.of("probabilities apart", "probability_distance")),
                study.exemplars().stream().map(ExemplarTable::row).toList());
    }

    private static List<Value> row(PicturedExemplar exemplar) {
        return List.of(
                Value.text(exemplar.image()),
                Value.text(exemplar.subgroup()),
                Value.text(exemplar.label()),
                Value.text(exemplar.baseline().modal()),
                votes(exemplar.baseline()),
                Value.decimal(OptionalDouble.of(exemplar.baseline().probability()), 3),
                Value.text(exemplar.candidate()),
                Value.text(exemplar.farthest().modal()),
                votes(exemplar.farthest()),
                Value.decimal(OptionalDouble.of(exemplar.farthest().probability()), 3),
                Value.decimal(OptionalDouble.of(exemplar.votesApart()), 3),
                Value.decimal(OptionalDouble.of(exemplar.probabilitiesApart()), 3));
    }

    private static Value votes(Opinion opinion) {
        return Value.text(opinion.votes() + " of " + opinion.members());
    }
}
