package io.penumbra.demo;

import io.penumbra.counts.ModelCounts;
import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.SubgroupCounts;
import io.penumbra.statistics.Confusion;
import io.penumbra.statistics.Proportion;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The statistics of each subgroup and model as text: images, error, false positive and false negative rate of the
 * positive class, disagreement.
 */
final class StatisticsTable {
    private static final String NO_VALUE = "–";

    private StatisticsTable() {}

    static String of(SortedMap<Subgroup, SubgroupCounts> window) {
        int subgroupWidth = width("subgroup", window.keySet().stream().map(Subgroup::name));
        int modelWidth = width(
                "model",
                window.values().stream()
                        .flatMap(counts -> Stream.concat(
                                Stream.of(counts.baseline().version().name()), counts.candidates().keySet().stream())));
        String row = "%-" + subgroupWidth + "s  %-" + modelWidth + "s  %8s  %8s  %8s  %8s  %12s%n";
        var table = new StringBuilder(row.formatted("subgroup", "model", "n", "error", "FPR", "FNR", "disagreement"));
        window.forEach((subgroup, counts) -> {
            table.append(row(row, subgroup, counts.baseline(), NO_VALUE));
            for (PairCounts pair : counts.candidates().values()) {
                table.append(
                        row(row, subgroup, pair.candidate(), percent(new Proportion(pair.flips(), pair.scored()))));
            }
        });
        return table.toString();
    }

    private static int width(String title, Stream<String> words) {
        return Stream.concat(Stream.of(title), words)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static String row(String format, Subgroup subgroup, ModelCounts model, String disagreement) {
        Confusion confusion = model.confusion();
        return format.formatted(
                subgroup.name(),
                model.version().name(),
                model.scored(),
                percent(confusion.errors()),
                model.classes().positive().stream()
                        .mapToObj(y -> percent(confusion.falsePositives(y)))
                        .findFirst()
                        .orElse(NO_VALUE),
                model.classes().positive().stream()
                        .mapToObj(y -> percent(confusion.falseNegatives(y)))
                        .findFirst()
                        .orElse(NO_VALUE),
                disagreement);
    }

    /** A ratio in percent, or a dash without a denominator. */
    static String percent(Proportion proportion) {
        return proportion.ratio().isPresent()
                ? String.format(Locale.ROOT, "%.2f %%", 100 * proportion.ratio().getAsDouble())
                : NO_VALUE;
    }
}
