package io.penumbra.report;

import io.penumbra.counts.ModelCounts;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Subgroup;
import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import io.penumbra.statistics.Confidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How sure every model is in every subgroup, and whether it is right to be so. */
final class BehaviourTable {
    private BehaviourTable() {}

    static Table of(Study study) {
        var rows = new ArrayList<List<Value>>();
        study.subgroups().forEach((subgroup, counts) -> {
            rows.add(row(subgroup, counts.baseline(), Optional.empty()));
            for (StudiedModel candidate : study.candidates()) {
                study.pair(subgroup, candidate)
                        .ifPresent(pair -> rows.add(row(subgroup, pair.candidate(), Optional.of(pair))));
            }
        });
        return new Table(
                "behaviour",
                "How sure the models are",
                "Confidence is the mean probability of the modal class. "
                        + "Calibration error: the mean distance of accuracy and confidence over 15 bins (Guo et al. 2017). "
                        + "A few images alone make it large. Its change is that on the same images. "
                        + "Uncertain: no class has a mean probability of 0.9. Sure: a confidence of at least 0.9. "
                        + "A candidate that is newly wrong and sure is worse than one that is newly wrong and torn.",
                List.of(
                        Column.of("subgroup", "subgroup"),
                        Column.of("model", "model"),
                        Column.of("labelled", "labelled"),
                        Column.of("calibration error", "calibration_error"),
                        Column.of("change, points", "calibration_error_change"),
                        Column.of("uncertain", "uncertain"),
                        Column.of("regressions", "regressions"),
                        Column.of("confidence", "regression_confidence"),
                        Column.of("sure", "sure_regressions"),
                        Column.of("fixes", "fixes"),
                        Column.of("confidence", "fix_confidence"),
                        Column.of("sure", "sure_fixes")),
                rows);
    }

    private static List<Value> row(Subgroup subgroup, ModelCounts model, Optional<PairCounts> pair) {
        Optional<Confidence> regressions = pair.map(PairCounts::regressionConfidence);
        Optional<Confidence> fixes = pair.map(PairCounts::fixConfidence);
        return List.of(
                Value.text(subgroup.name()),
                Value.text(model.version().name()),
                Value.count(model.labelled()),
                Value.percent(model.confidences().calibration().error()),
                Value.points(pair.map(PairCounts::calibrationErrorChange).orElse(OptionalDouble.empty())),
                Value.percent(model.uncertain().ratio()),
                count(regressions.map(Confidence::images)),
                mean(regressions),
                count(regressions.map(Confidence::sure)),
                count(fixes.map(Confidence::images)),
                mean(fixes),
                count(fixes.map(Confidence::sure)));
    }

    private static Value count(Optional<Long> count) {
        return Value.count(count.map(OptionalLong::of).orElse(OptionalLong.empty()));
    }

    private static Value mean(Optional<Confidence> confidence) {
        return Value.decimal(confidence.map(Confidence::mean).orElse(OptionalDouble.empty()), 3);
    }
}
