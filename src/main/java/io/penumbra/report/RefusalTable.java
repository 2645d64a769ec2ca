package io.penumbra.report;

import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import java.util.List;
import java.util.stream.Collectors;

/** The images that could not be scored. */
final class RefusalTable {
    private RefusalTable() {}

    static Table of(Refusals refusals) {
        String reasons = refusals.byReason().entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        return new Table(
                "unreadable",
                "Images that could not be scored",
                "No other table counts them. Reasons: " + reasons + "."
                        + (refusals.count() > Refusals.LISTED ? " The first " + Refusals.LISTED + " are listed." : ""),
                List.of(Column.of("image", "image"), Column.of("reason", "reason"), Column.of("message", "message")),
                refusals.listed().stream()
                        .map(refusal -> List.of(
                                Value.text(refusal.image()),
                                Value.text(refusal.reason()),
                                Value.text(refusal.message())))
                        .toList());
    }
}
