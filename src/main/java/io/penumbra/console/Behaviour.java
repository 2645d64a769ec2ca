package io.penumbra.console;

import io.penumbra.counts.Classes;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.counts.Window;
import io.penumbra.statistics.BiasAmplification;
import io.penumbra.statistics.Confidence;
import io.penumbra.statistics.Confusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How sure both models are of a subgroup, and whether they are right to be so.
 *
 * @param sure how sure the candidate is where it changes a right or a wrong answer
 */
record Behaviour(List<Row> rows, List<String> sure) {
    /** @param means what the figure is, in a few words */
    record Row(String name, String baseline, String candidate, String means) {}

    /** Empty without a labelled image. */
    static Optional<Behaviour> of(Snapshot snapshot, String candidate, Subgroup subgroup) {
        return pair(snapshot, candidate, subgroup)
                .filter(pair -> pair.labelled() > 0)
                .map(pair -> new Behaviour(
                        rows(
                                pair,
                                pair(snapshot, candidate, Subgroup.ALL).filter(all -> !subgroup.equals(Subgroup.ALL))),
                        List.of(sure("wrong", pair.regressionConfidence()), sure("right", pair.fixConfidence()))));
    }

    static Optional<PairCounts> pair(Snapshot snapshot, String candidate, Subgroup subgroup) {
        SubgroupCounts counts = snapshot.window(Window.VERSION).get(subgroup);
        return counts == null
                ? Optional.empty()
                : Optional.ofNullable(counts.candidates().get(candidate));
    }

    private static List<Row> rows(PairCounts pair, Optional<PairCounts> all) {
        var rows = new ArrayList<Row>();
        rows.add(new Row(
                "calibration error",
                percent(pair.baseline().confidences().calibration().error()),
                percent(pair.candidate().confidences().calibration().error()),
                "mean distance of accuracy and confidence"));
        rows.add(new Row(
                "uncertain",
                Words.percent(pair.baseline().uncertain().ratio().orElse(0)),
                Words.percent(pair.candidate().uncertain().ratio().orElse(0)),
                "images of which no class has a mean probability of 90 %"));
        all.ifPresent(whole -> {
            Classes classes = pair.baseline().classes();
            for (int y : classes.compared()) {
                String name = Words.name(classes.names().get(y));
                rows.add(new Row(
                        "bias towards " + name,
                        points(pair.baseline().confusion(), whole.baseline().confusion(), y),
                        points(pair.candidate().confusion(), whole.candidate().confusion(), y),
                        "its share of all that are called " + name + ", less its share of all that are"));
            }
        });
        return List.copyOf(rows);
    }

    private static String percent(OptionalDouble ratio) {
        return ratio.isPresent() ? Words.percent(ratio.getAsDouble()) : "–";
    }

    private static String points(Confusion subgroup, Confusion all, int y) {
        OptionalDouble bias = BiasAmplification.of(subgroup, all, y);
        return bias.isPresent() ? Words.points(bias.getAsDouble()) : "–";
    }

    private static String sure(String newly, Confidence confidence) {
        String count = "newly " + newly + " on " + Words.count(confidence.images(), "image");
        return confidence.mean().isEmpty()
                ? count
                : count + ": mean confidence " + Words.percent(confidence.mean().getAsDouble()) + ", sure of "
                        + Words.count(confidence.sure());
    }
}
