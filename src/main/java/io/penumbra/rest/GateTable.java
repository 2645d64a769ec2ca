package io.penumbra.rest;

import io.penumbra.plan.Phrases;
import io.penumbra.verdict.GuardedMetric;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A verdict as text: a summary, a table of the findings, and the reasons. The table fits 120 columns. */
final class GateTable {
    private static final String NO_VALUE = "–";

    /** @param left whether its text stands on the left */
    private record Column(String title, boolean left, Function<FindingAnswer, String> text) {}

    private GateTable() {}

    static String of(GateAnswer answer) {
        var text = new StringBuilder(line("%s", answer.summary()));
        text.append(line(
                "%s: %,d of %,d images labelled, level %s, margins in points: %s",
                answer.candidate(),
                answer.labelled(),
                answer.scored(),
                answer.level(),
                answer.margins().entrySet().stream()
                        .map(each -> shortName(each.getKey()) + " " + Phrases.plain(100 * each.getValue()))
                        .collect(Collectors.joining(", "))));
        if (!answer.findings().isEmpty()) {
            text.append(System.lineSeparator()).append(table(answer.findings()));
        }
        text.append(System.lineSeparator());
        answer.reasons().forEach(reason -> text.append(line("- %s", reason)));
        return text.toString();
    }

    private static String table(List<FindingAnswer> findings) {
        List<Column> columns = columns(findings);
        List<Integer> widths = columns.stream()
                .map(column -> Math.max(
                        column.title().length(),
                        findings.stream()
                                .map(column.text())
                                .mapToInt(String::length)
                                .max()
                                .orElse(0)))
                .toList();
        var table = new StringBuilder(row(columns, widths, Column::title));
        findings.forEach(finding ->
                table.append(row(columns, widths, column -> column.text().apply(finding))));
        return table.toString();
    }

    private static String row(List<Column> columns, List<Integer> widths, Function<Column, String> cell) {
        var row = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            row.append(i == 0 ? "" : "  ")
                    .append(text("%" + (column.left() ? "-" : "") + widths.get(i) + "s", cell.apply(column)));
        }
        return line("%s", row.toString().stripTrailing());
    }

    private static List<Column> columns(List<FindingAnswer> findings) {
        boolean classes = findings.stream()
                        .flatMap(finding -> finding.ofClass().stream())
                        .distinct()
                        .count()
                > 1;
        return List.of(
                new Column("subgroup", true, FindingAnswer::subgroup),
                new Column(
                        "metric",
                        true,
                        finding -> shortName(finding.metric())
                                + finding.ofClass()
                                        .filter(name -> classes)
                                        .map(name -> " " + name)
                                        .orElse("")),
                new Column("state", true, FindingAnswer::state),
                new Column("images", false, finding -> text("%,d", finding.images())),
                new Column("rate", false, finding -> fromTo(finding.baseline(), finding.candidate())),
                new Column("change [interval]", true, GateTable::change),
                new Column("members", false, finding -> fromTo(finding.baselineMembers(), finding.candidateMembers())),
                new Column("needs", false, GateTable::needs));
    }

    private static String shortName(String metric) {
        return GuardedMetric.named(metric).map(GuardedMetric::shortName).orElse(metric);
    }

    private static String fromTo(OptionalDouble baseline, OptionalDouble candidate) {
        return baseline.isPresent() && candidate.isPresent()
                ? number("", baseline.getAsDouble()) + " → " + number("", candidate.getAsDouble()) + " %"
                : NO_VALUE;
    }

    private static String change(FindingAnswer finding) {
        return finding.change().isPresent()
                        && finding.lower().isPresent()
                        && finding.upper().isPresent()
                ? text(
                        "%s [%s, %s] points",
                        number("+", finding.change().getAsDouble()),
                        number("+", finding.lower().get()),
                        number("+", finding.upper().get()))
                : NO_VALUE;
    }

    /** Times 100, with two decimals below 10 and one from there on. */
    private static String number(String sign, double ratio) {
        return text("%" + sign + (Math.abs(100 * ratio) < 9.995 ? ".2f" : ".1f"), 100 * ratio);
    }

    private static String needs(FindingAnswer finding) {
        long images = finding.imagesNeeded().orElse(0);
        long labels = finding.flipLabelsNeeded().orElse(0)
                + finding.referencesNeeded().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
        return images > 0
                ? text("%,d", Phrases.rounded(images))
                : finding.imagesNeeded().isPresent() && labels > 0 ? Phrases.count(labels, "label") : NO_VALUE;
    }

    private static String line(String format, Object... arguments) {
        return text(format + "%n", arguments);
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
