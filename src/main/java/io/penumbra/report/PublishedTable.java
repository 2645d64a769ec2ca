package io.penumbra.report;

import io.penumbra.counts.ModelCounts;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Subgroup;
import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import io.penumbra.statistics.DistanceCounts;
import io.penumbra.statistics.DistanceCut;
import io.penumbra.statistics.Proportion;
import io.penumbra.statistics.Wilson;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of the published study beside ours. */
final class PublishedTable {
    private static final List<Subgroup> SUBGROUPS =
            List.of(Subgroup.ALL, new Subgroup("sex=female"), new Subgroup("sex=male"));

    private PublishedTable() {}

    static Table of(Study study) {
        Optional<StudiedModel> pruned =
                study.candidates().stream().filter(Published::isPruned95).findFirst();
        Optional<Rate> rate = study.rates(GuardedMetric.FALSE_POSITIVE_RATE).stream()
                .filter(Rate::isOnly)
                .findFirst();
        String name = pruned.map(StudiedModel::name).orElse("no model with 95 % pruning only");
        var rows = new ArrayList<List<Value>>();
        for (Subgroup subgroup : SUBGROUPS) {
            Optional<MetricChange> ours =
                    pruned.flatMap(model -> rate.flatMap(each -> study.change(each, subgroup, model)));
            rows.add(List.of(
                    Value.text("relative change of FPR, " + subgroup),
                    Value.text(name),
                    Value.text("percent"),
                    Value.relative(Published.falsePositivesPercent(subgroup)),
                    Value.relative(ours.map(MetricChange::relativePercent).orElse(OptionalDouble.empty())),
                    Value.relativeInterval(ours.flatMap(MetricChange::relativeInterval))));
        }
        Optional<PairCounts> pair = pruned.flatMap(model -> study.pair(Subgroup.ALL, model));
        Optional<DistanceCounts> exemplars =
                pair.flatMap(counts -> counts.distances().cut(99)).map(DistanceCut::above);
        String baseline = study.baseline().name();
        rows.add(accuracy(
                "all images",
                baseline,
                Published.BASELINE_ACCURACY,
                Optional.of(correct(study.all().baseline()))));
        rows.add(accuracy(
                "all images", name, Published.PRUNED_ACCURACY, pair.map(counts -> correct(counts.candidate()))));
        rows.add(accuracy(
                "the 1 % of exemplars",
                baseline, Published.BASELINE_ACCURACY_ON_EXEMPLARS, exemplars.map(DistanceCounts::baselineAccuracy)));
        rows.add(accuracy(
                "the 1 % of exemplars",
                name, Published.PRUNED_ACCURACY_ON_EXEMPLARS, exemplars.map(DistanceCounts::candidateAccuracy)));
        return new Table(
                "published",
                "Beside the published figures",
                "Published: ResNet-18 on CelebA, label 'blond', 95 % pruning, arXiv 2010.03058. "
                        + "Ours come from other images and other models, so they need not agree.",
                List.of(
                        Column.of("figure", "figure"),
                        Column.of("model", "model"),
                        Column.of("unit", "unit"),
                        Column.of("published", "published"),
                        Column.of("ours", "ours"),
                        Column.interval("95 % interval", "ours")),
                rows);
    }

    private static Proportion correct(ModelCounts model) {
        Proportion errors = model.confusion().errors();
        return new Proportion(errors.trials() - errors.successes(), errors.trials());
    }

    private static List<Value> accuracy(String images, String model, double published, Optional<Proportion> ours) {
        return List.of(
                Value.text("accuracy on " + images),
                Value.text(model),
                Value.text("ratio"),
                Value.percent(OptionalDouble.of(published)),
                Value.percent(ours.map(Proportion::ratio).orElse(OptionalDouble.empty())),
                Value.percentInterval(ours.flatMap(Wilson::interval)));
    }
}
