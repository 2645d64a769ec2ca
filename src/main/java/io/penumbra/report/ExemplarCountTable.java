package io.penumbra.report;

import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Subgroup;
import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.statistics.Proportion;
import io.penumbra.statistics.Wilson;
import java.util.List;
import java.util.Optional;

/** The number of images whose answer each compression changes. */
final class ExemplarCountTable {
    /** The lowest ranks of two groups of images: those with some different vote, and those with no class in common. */
    private static final int APART = DistanceHistogram.rank(1e-6, 0);

    private static final int OPPOSITE = DistanceHistogram.rank(2, 0);

    private ExemplarCountTable() {}

    static Table of(Study study) {
        return new Table(
                "exemplar-counts",
                "How many images each compression changes",
                "Modal exemplars: the modal classes of candidate and baseline differ. "
                        + "Some vote differs: the taxicab distance of the shares of votes is above 0. "
                        + "No vote in common: this distance is 2. No label is needed.",
                List.of(
                        Column.of("candidate", "candidate"),
                        Column.of("compression", "compression"),
                        Column.of("images", "images"),
                        Column.of("modal exemplars", "modal_exemplars"),
                        Column.of("share", "modal_share"),
                        Column.interval("95 % interval", "modal_share"),
                        Column.of("some vote differs", "apart"),
                        Column.of("share", "apart_share"),
                        Column.of("no vote in common", "opposite"),
                        Column.of("share", "opposite_share")),
                study.candidates().stream()
                        .flatMap(candidate ->
                                study.pair(Subgroup.ALL, candidate).map(pair -> row(candidate, pair)).stream())
                        .toList());
    }

    private static List<Value> row(StudiedModel candidate, PairCounts pair) {
        var modal = new Proportion(pair.flips(), pair.scored());
        long apart = pair.distances().from(APART).images();
        long opposite = pair.distances().from(OPPOSITE).images();
        return List.of(
                Value.text(candidate.name()),
                Value.text(candidate.compressionText()),
                Value.count(pair.scored()),
                Value.count(pair.flips()),
                Value.percent(modal.ratio()),
                Value.percentInterval(Optional.of(modal).flatMap(Wilson::interval)),
                Value.count(apart),
                Value.percent(new Proportion(apart, pair.scored()).ratio()),
                Value.count(opposite),
                Value.percent(new Proportion(opposite, pair.scored()).ratio()));
    }
}
