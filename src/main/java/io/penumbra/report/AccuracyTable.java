package io.penumbra.report;

import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Subgroup;
import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import io.penumbra.statistics.Change;
import io.penumbra.statistics.DistanceCounts;
import io.penumbra.statistics.DistanceHistogram;
import io.penumbra.statistics.Wilson;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The accuracy of both models on the images on which they differ most. */
final class AccuracyTable {
    /** The shares of images, in percent, that count as exemplars. */
    static final List<Double> PERCENTS = List.of(1.0, 5.0, 10.0, 20.0, 50.0);

    private AccuracyTable() {}

    static Table of(Study study) {
        var rows = new ArrayList<List<Value>>();
        for (StudiedModel candidate : study.candidates()) {
            study.pair(Subgroup.ALL, candidate).ifPresent(pair -> rows(rows, candidate, pair));
        }
        return new Table(
                "exemplar-accuracy",
                "Accuracy on all images and on the exemplars",
                "Exemplars at p % are the p % of all images on which the candidate is farthest from the baseline. "
                        + "Distance is the taxicab distance of votes, then that of mean probabilities. "
                        + "Images of equal distance stay together, so the share may be larger. "
                        + "The row below each shows the other images. Accuracy is that of the modal class. "
                        + "Published: 95 % pruning on CelebA, arXiv 2010.03058, on all images and on the 1 % that models label least "
                        + "consistently.",
                List.of(
                        Column.of("candidate", "candidate"),
                        Column.of("exemplars at", "percent"),
                        Column.of("images", "images"),
                        Column.of("share", "share"),
                        Column.of("baseline", "baseline_accuracy"),
                        Column.interval("95 % interval", "baseline_accuracy"),
                        Column.of("candidate's", "candidate_accuracy"),
                        Column.interval("95 % interval", "candidate_accuracy"),
                        Column.of("change, points", "change"),
                        Column.of("published baseline", "published_baseline_accuracy"),
                        Column.of("candidate", "published_candidate_accuracy")),
                rows);
    }

    private static void rows(List<List<Value>> rows, StudiedModel candidate, PairCounts pair) {
        DistanceHistogram distances = pair.distances();
        boolean published = Published.isPruned95(candidate);
        rows.add(row(candidate, "all", distances.all(), 1, published(published, 0)));
        for (double percent : PERCENTS) {
            distances.cut(100 - percent).ifPresent(cut -> {
                String name = Value.percentName(percent);
                rows.add(row(candidate, name, cut.above(), cut.share(), published(published, percent)));
                rows.add(row(candidate, "all but " + name, cut.rest(), 1 - cut.share(), published(false, percent)));
            });
        }
    }

    private record Pair(OptionalDouble baseline, OptionalDouble candidate) {}

    /** @param percent the share of exemplars; 0 for all images */
    private static Pair published(boolean pruned, double percent) {
        if (pruned && percent == 0) {
            return new Pair(
                    OptionalDouble.of(Published.BASELINE_ACCURACY), OptionalDouble.of(Published.PRUNED_ACCURACY));
        }
        return pruned && percent == 1
                ? new Pair(
                        OptionalDouble.of(Published.BASELINE_ACCURACY_ON_EXEMPLARS),
                        OptionalDouble.of(Published.PRUNED_ACCURACY_ON_EXEMPLARS))
                : new Pair(OptionalDouble.empty(), OptionalDouble.empty());
    }

    private static List<Value> row(
            StudiedModel candidate, String exemplars, DistanceCounts counts, double share, Pair published) {
        return List.of(
                Value.text(candidate.name()),
                Value.text(exemplars),
                Value.count(counts.images()),
                Value.percent(OptionalDouble.of(share)),
                Value.percent(counts.baselineAccuracy().ratio()),
                Value.percentInterval(Wilson.interval(counts.baselineAccuracy())),
                Value.percent(counts.candidateAccuracy().ratio()),
                Value.percentInterval(Wilson.interval(counts.candidateAccuracy())),
                Value.points(Change.between(counts.baselineAccuracy(), counts.candidateAccuracy()).stream()
                        .mapToDouble(Change::absolute)
                        .findFirst()),
                Value.percent(published.baseline()),
                Value.percent(published.candidate()));
    }
}
