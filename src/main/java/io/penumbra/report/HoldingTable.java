package io.penumbra.report;

import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The number of images of each class and sex in the dataset, beside CelebA's. */
final class HoldingTable {
    private HoldingTable() {}

    static Table of(Study study) {
        var rows = new ArrayList<List<Value>>();
        for (Holding holding : study.holdings()) {
            var published = Published.holding(holding);
            rows.add(List.of(
                    Value.text(holding.split()),
                    Value.text(holding.label()),
                    Value.text(holding.sex()),
                    Value.count(holding.images()),
                    Value.percent(share(holding, study.holdings())),
                    published.map(p -> Value.count(p.images())).orElse(Value.text("")),
                    Value.percent(
                            published.map(p -> share(p, Published.HOLDINGS)).orElse(OptionalDouble.empty()))));
        }
        return new Table(
                "dataset",
                "What the dataset holds",
                "A share is of all images of the split. CelebA: arXiv 2010.03058.",
                List.of(
                        Column.of("split", "split"),
                        Column.of("class", "class"),
                        Column.of("sex", "sex"),
                        Column.of("images", "images"),
                        Column.of("share", "share"),
                        Column.of("CelebA", "celeba_images"),
                        Column.of("share", "celeba_share")),
                rows);
    }

    private static OptionalDouble share(Holding holding, List<Holding> all) {
        long split = all.stream()
                .filter(other -> other.split().equals(holding.split()))
                .mapToLong(Holding::images)
                .sum();
        return split == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) holding.images() / split);
    }
}
