package io.penumbra.rest;

import io.penumbra.counts.ModelCounts;
import io.penumbra.counts.PairCounts;
import io.penumbra.statistics.Confusion;
import io.penumbra.statistics.Proportion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/**
 * One model on one subgroup. A ratio without a denominator is absent.
 *
 * @param errors number of errors, as the mean over the model's members
 * @param falsePositive by class: of the labelled images of other classes, the share taken for it
 * @param falseNegative by class: of the labelled images of the class, the share not taken for it
 * @param disagreement of a candidate: the share of scored images on which the modal classes differ
 * @param regressions of a candidate: labelled images on which the baseline is right and the candidate wrong
 * @param fixes of a candidate: labelled images on which the baseline is wrong and the candidate right
 */
public record Row(
        String subgroup,
        String model,
        long scored,
        long labelled,
        double errors,
        Optional<Ratio> error,
        Map<String, Ratio> falsePositive,
        Map<String, Ratio> falseNegative,
        Optional<Ratio> disagreement,
        OptionalLong regressions,
        OptionalLong fixes,
        Optional<ErrorChange> errorChange) {

    static Row of(String subgroup, ModelCounts baseline) {
        return row(subgroup, baseline, Optional.empty(), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
    }

    static Row of(String subgroup, PairCounts pair) {
        return row(
                subgroup,
                pair.candidate(),
                Ratio.of(new Proportion(pair.flips(), pair.scored())),
                OptionalLong.of(pair.regressions()),
                OptionalLong.of(pair.fixes()),
                ErrorChange.of(pair));
    }

    private static Row row(
            String subgroup,
            ModelCounts model,
            Optional<Ratio> disagreement,
            OptionalLong regressions,
            OptionalLong fixes,
            Optional<ErrorChange> errorChange) {
        Confusion confusion = model.confusion();
        List<String> classes = model.classes().names();
        return new Row(
                subgroup,
                model.version().name(),
                model.scored(),
                model.labelled(),
                confusion.errors().successes(),
                Ratio.of(confusion.errors()),
                byClass(classes, confusion::falsePositives),
                byClass(classes, confusion::falseNegatives),
                disagreement,
                regressions,
                fixes,
                errorChange);
    }

    private static Map<String, Ratio> byClass(List<String> classes, IntFunction<Proportion> proportion) {
        var ratios = new LinkedHashMap<String, Ratio>();
        for (int y = 0; y < classes.size(); y++) {
            String name = classes.get(y);
            Ratio.of(proportion.apply(y)).ifPresent(ratio -> ratios.put(name, ratio));
        }
        return ratios;
    }
}
