package io.penumbra.rest;

import io.penumbra.counts.Classes;
import io.penumbra.counts.ModelCounts;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.statistics.Confusion;
import io.penumbra.statistics.Proportion;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Rate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/**
 * One model on one subgroup. A ratio without a denominator is absent.
 *
 * @param members how many vote for an image
 * @param errors number of errors, as the mean over the model's members
 * @param falsePositive by class: of the labelled images of other classes, the share taken for it
 * @param falseNegative by class: of the labelled images of the class, the share not taken for it
 * @param macroFalsePositive mean of the false positive ratios of the classes that have a labelled image, 0 to 1
 * @param macroFalseNegative mean of the false negative ratios of these classes, 0 to 1
 * @param confusion if asked for: votes on labelled images, by true class and then by predicted class; 0 is left out
 * @param disagreement of a candidate: the share of scored images on which the modal classes differ
 * @param regressions of a candidate: labelled images on which the baseline is right and the candidate wrong
 * @param fixes of a candidate: labelled images on which the baseline is wrong and the candidate right
 * @param errorChange of a candidate
 * @param falsePositiveChange of a candidate, by class
 * @param falseNegativeChange of a candidate, by class
 * @param behaviour calibration, confidence, uncertainty and bias amplification
 */
public record Row(
        String subgroup,
        String model,
        int members,
        long scored,
        long labelled,
        double errors,
        Optional<Ratio> error,
        Map<String, Ratio> falsePositive,
        Map<String, Ratio> falseNegative,
        OptionalDouble macroFalsePositive,
        OptionalDouble macroFalseNegative,
        Optional<Map<String, Map<String, Long>>> confusion,
        Optional<Ratio> disagreement,
        OptionalLong regressions,
        OptionalLong fixes,
        Optional<RatioChange> errorChange,
        Optional<Map<String, RatioChange>> falsePositiveChange,
        Optional<Map<String, RatioChange>> falseNegativeChange,
        Behaviour behaviour) {
    /**
     * What a row has only if it is asked for.
     *
     * @param confusion the confusion matrix
     * @param calibration the bins of calibration
     */
    record Asked(boolean confusion, boolean calibration) {}

    /** The baseline's row, then those of the candidates. */
    static List<Row> of(Subgroup subgroup, SubgroupCounts counts, SubgroupCounts all, Asked asked) {
        boolean isPart = !subgroup.equals(Subgroup.ALL);
        var rows = new ArrayList<Row>();
        rows.add(row(
                subgroup.name(),
                counts.baseline(),
                Optional.empty(),
                Optional.of(all.baseline()).filter(whole -> isPart),
                asked));
        counts.candidates()
                .forEach((name, pair) -> rows.add(row(
                        subgroup.name(),
                        pair.candidate(),
                        Optional.of(pair),
                        Optional.ofNullable(all.candidates().get(name))
                                .filter(whole -> isPart)
                                .map(PairCounts::candidate),
                        asked)));
        return rows;
    }

    private static Row row(
            String subgroup, ModelCounts model, Optional<PairCounts> pair, Optional<ModelCounts> all, Asked asked) {
        Confusion confusion = model.confusion();
        Classes classes = model.classes();
        return new Row(
                subgroup,
                model.version().name(),
                model.version().members(),
                model.scored(),
                model.labelled(),
                confusion.errors().successes(),
                Ratio.of(confusion.errors()),
                byClass(classes, y -> Ratio.of(confusion.falsePositives(y))),
                byClass(classes, y -> Ratio.of(confusion.falseNegatives(y))),
                confusion.macroFalsePositives(),
                confusion.macroFalseNegatives(),
                asked.confusion() ? Optional.of(confusion(model)) : Optional.empty(),
                pair.flatMap(both -> Ratio.of(new Proportion(both.flips(), both.scored()))),
                pair.map(both -> OptionalLong.of(both.regressions())).orElse(OptionalLong.empty()),
                pair.map(both -> OptionalLong.of(both.fixes())).orElse(OptionalLong.empty()),
                pair.flatMap(both -> RatioChange.of(Rate.ERROR, both)),
                pair.map(both -> changes(GuardedMetric.FALSE_POSITIVE_RATE, both)),
                pair.map(both -> changes(GuardedMetric.FALSE_NEGATIVE_RATE, both)),
                Behaviour.of(model, pair, all, asked.calibration()));
    }

    private static Map<String, RatioChange> changes(GuardedMetric metric, PairCounts pair) {
        Classes classes = pair.baseline().classes();
        return byClass(
                classes, y -> RatioChange.of(Rate.of(metric, classes.names().get(y)), pair));
    }

    private static Map<String, Map<String, Long>> confusion(ModelCounts model) {
        Classes classes = model.classes();
        return byClass(
                classes,
                y -> Optional.of(byClass(
                                classes,
                                said -> Optional.of(model.confused(y, said)).filter(votes -> votes > 0)))
                        .filter(said -> !said.isEmpty()));
    }

    /** The values that exist, in the order of the classes. */
    private static <T> Map<String, T> byClass(Classes classes, IntFunction<Optional<T>> value) {
        var values = new LinkedHashMap<String, T>();
        List<String> names = classes.names();
        for (int y = 0; y < names.size(); y++) {
            String name = names.get(y);
            value.apply(y).ifPresent(found -> values.put(name, found));
        }
        return values;
    }
}
