package io.penumbra.tally;

import io.penumbra.counts.ModelCounts;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.statistics.Calibration;
import io.penumbra.statistics.Confidence;
import io.penumbra.statistics.Confusion;
import io.penumbra.wire.v1.Score;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Counts scores one by one, without any code of the tally, and sets the tally's figures in the same form: subgroup → figure → value. */
public final class Recount {
    private Recount() {}

    /** @param current which candidate versions count */
    public static SortedMap<String, SortedMap<String, Double>> of(
            Collection<Score> scores, Predicate<io.penumbra.wire.v1.ModelVersion> current) {
        var counts = new TreeMap<String, SortedMap<String, Double>>();
        for (Score score : scores) {
            String sex = "sex=" + score.getSubgroupsOrDefault("sex", "unknown");
            String age = "age=" + score.getSubgroupsOrDefault("age", "unknown");
            for (String subgroup : List.of("all", age, sex, age + "," + sex)) {
                count(score, current, counts.computeIfAbsent(subgroup, name -> new TreeMap<>()));
            }
        }
        counts.values().forEach(figures -> figures.values().removeIf(value -> value == 0));
        return counts;
    }

    public static SortedMap<String, SortedMap<String, Double>> of(Collection<Score> scores) {
        return of(scores, version -> true);
    }

    private static void count(
            Score score, Predicate<io.penumbra.wire.v1.ModelVersion> current, SortedMap<String, Double> figures) {
        var classes = score.getLineup().getClassesList();
        int label = classes.indexOf(score.getLabel());
        add(figures, "scored", 1);
        add(figures, "labelled", label < 0 ? 0 : 1);
        var versions = new ArrayList<io.penumbra.wire.v1.ModelVersion>();
        versions.add(score.getLineup().getBaseline());
        versions.addAll(score.getLineup().getCandidatesList());
        int baseline = modal(score, 0);
        for (int m = 0; m < versions.size(); m++) {
            if (m > 0 && !current.test(versions.get(m))) {
                continue;
            }
            String name = versions.get(m).getName();
            for (int y = 0; y < classes.size(); y++) {
                add(figures, name + " voted " + y, score.getVotes(m * classes.size() + y));
            }
            for (int y = 0; y < classes.size() && label >= 0; y++) {
                double share = (double) score.getVotes(m * classes.size() + y)
                        / versions.get(m).getMembers();
                add(figures, name + " errors", y == label ? 0 : share);
                add(figures, name + " false positives " + y, y == label ? 0 : share);
                add(figures, name + " false negatives " + y, y == label ? 1 - share : 0);
                add(figures, name + " support " + y, y == label ? 1 : 0);
                add(figures, name + " of " + label + " said " + y, score.getVotes(m * classes.size() + y));
            }
            int modal = modal(score, m);
            boolean isSure = false;
            for (int y = 0; y < classes.size(); y++) {
                isSure |= millionths(score, m, y) >= 900_000;
            }
            add(figures, name + " uncertain", isSure ? 0 : 1);
            long confidence = millionths(score, m, modal);
            if (label >= 0) {
                int bin = bin(confidence);
                add(figures, name + " in bin " + bin, 1);
                add(figures, name + " correct in bin " + bin, modal == label ? 1 : 0);
                add(figures, name + " millionths in bin " + bin, confidence);
                boolean regresses = baseline == label && modal != label;
                boolean fixes = baseline != label && modal == label;
                add(figures, name + " regressions in bin " + bin, regresses ? 1 : 0);
                add(figures, name + " fixes in bin " + bin, fixes ? 1 : 0);
                add(figures, name + " millionths of regressions", regresses ? confidence : 0);
                add(figures, name + " millionths of fixes", fixes ? confidence : 0);
                add(figures, name + " sure regressions", regresses && confidence >= 900_000 ? 1 : 0);
                add(figures, name + " sure fixes", fixes && confidence >= 900_000 ? 1 : 0);
            }
            if (m == 0) {
                continue;
            }
            add(figures, name + " scored", 1);
            add(figures, name + " flips", modal == baseline ? 0 : 1);
            if (label >= 0) {
                add(figures, name + " regressions " + label, baseline == label && modal != label ? 1 : 0);
                add(figures, name + " both wrong", baseline != label && modal != label ? 1 : 0);
                add(figures, name + " both right", baseline == label && modal == label ? 1 : 0);
                add(figures, name + " fixes " + label, baseline != label && modal == label ? 1 : 0);
                int positive = score.getLineup().getPositive();
                add(
                        figures,
                        name + " false positives gained",
                        label != positive && modal == positive && baseline != positive ? 1 : 0);
                add(
                        figures,
                        name + " false positives of both",
                        label != positive && modal == positive && baseline == positive ? 1 : 0);
                add(
                        figures,
                        name + " false negatives of both",
                        label == positive && modal != positive && baseline != positive ? 1 : 0);
                add(
                        figures,
                        name + " false positives lost",
                        label != positive && modal != positive && baseline == positive ? 1 : 0);
            }
        }
    }

    private static long millionths(Score score, int model, int y) {
        return Math.round(1e6 * score.getProbabilities(model * score.getLineup().getClassesCount() + y));
    }

    /** The last of the 15 bins, from the lowest, that begins below a probability. */
    private static int bin(long millionths) {
        int bin = 0;
        while (bin < 14 && 15 * millionths > (bin + 1) * 1_000_000L) {
            bin++;
        }
        return bin;
    }

    private static int modal(Score score, int model) {
        int classes = score.getLineup().getClassesCount();
        int best = 0;
        for (int y = 0; y < classes; y++) {
            int votes = score.getVotes(model * classes + y);
            int most = score.getVotes(model * classes + best);
            float probability = score.getProbabilities(model * classes + y);
            if (votes > most || votes == most && probability > score.getProbabilities(model * classes + best)) {
                best = y;
            }
        }
        return best;
    }

    /** The tally's figures. */
    public static SortedMap<String, SortedMap<String, Double>> of(SortedMap<Subgroup, SubgroupCounts> window) {
        var counts = new TreeMap<String, SortedMap<String, Double>>();
        window.forEach((subgroup, found) -> {
            var figures = new TreeMap<String, Double>();
            add(figures, "scored", found.scored());
            add(figures, "labelled", found.labelled());
            model(figures, found.baseline());
            int positive = found.baseline().classes().positive().orElseThrow();
            found.candidates().forEach((name, pair) -> {
                model(figures, pair.candidate());
                add(figures, name + " scored", pair.scored());
                confidence(figures, name, "regressions", pair.regressionConfidence());
                confidence(figures, name, "fixes", pair.fixConfidence());
                add(figures, name + " flips", pair.flips());
                add(figures, name + " both wrong", pair.table().bothWrong());
                add(figures, name + " both right", pair.table().bothRight());
                for (int y = 0; y < pair.baseline().classes().size(); y++) {
                    add(figures, name + " regressions " + y, pair.regressions(y));
                    add(figures, name + " fixes " + y, pair.fixes(y));
                }
                pair.falsePositives(positive)
                        .ifPresent(table -> add(figures, name + " false positives of both", table.bothWrong()));
                add(
                        figures,
                        name + " false negatives of both",
                        pair.falseNegatives(positive).bothWrong());
                add(figures, name + " false positives gained", pair.falsePositivesGained(positive));
                add(figures, name + " false positives lost", pair.falsePositivesLost(positive));
            });
            figures.values().removeIf(value -> value == 0);
            counts.put(subgroup.name(), figures);
        });
        return counts;
    }

    private static void confidence(Map<String, Double> figures, String name, String of, Confidence confidence) {
        add(figures, name + " millionths of " + of, confidence.millionths());
        add(figures, name + " sure " + of, confidence.sure());
    }

    private static void model(Map<String, Double> figures, ModelCounts counts) {
        String name = counts.version().name();
        add(figures, name + " uncertain", counts.uncertain().successes());
        List<Calibration.Bin> bins = counts.confidences().calibration().bins();
        for (int i = 0; i < bins.size(); i++) {
            add(figures, name + " in bin " + i, bins.get(i).images());
            add(figures, name + " correct in bin " + i, bins.get(i).correct());
            add(figures, name + " millionths in bin " + i, bins.get(i).millionths());
            add(figures, name + " regressions in bin " + i, bins.get(i).regressions());
            add(figures, name + " fixes in bin " + i, bins.get(i).fixes());
        }
        Confusion confusion = counts.confusion();
        add(figures, name + " errors", confusion.errors().successes());
        for (int y = 0; y < counts.classes().size(); y++) {
            add(figures, name + " voted " + y, counts.voted(y));
            add(
                    figures,
                    name + " false positives " + y,
                    confusion.falsePositives(y).successes());
            add(
                    figures,
                    name + " false negatives " + y,
                    confusion.falseNegatives(y).successes());
            add(figures, name + " support " + y, counts.support(y));
            for (int said = 0; said < counts.classes().size(); said++) {
                add(figures, name + " of " + y + " said " + said, counts.confused(y, said));
            }
        }
    }

    private static void add(Map<String, Double> figures, String name, long count) {
        add(figures, name, (double) count);
    }

    /** Kept in 2520ths, so that thirds add up exactly. */
    private static void add(Map<String, Double> figures, String name, double value) {
        figures.merge(name, (double) Math.round(value * 2520), Double::sum);
    }
}
