package io.penumbra.rest;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A verdict as text: a summary, a table of the findings, and the reasons. */
final class GateTable {
    private static final String NO_VALUE = "–";

    private GateTable() {}

    static String of(GateAnswer answer) {
        var text = new StringBuilder(line("%s", answer.summary()));
        text.append(line(
                "%s: %,d of %,d images labelled, level %s",
                answer.candidate(), answer.labelled(), answer.scored(), answer.level()));
        if (!answer.findings().isEmpty()) {
            text.append(System.lineSeparator()).append(table(answer.findings()));
        }
        text.append(System.lineSeparator());
        answer.reasons().forEach(reason -> text.append(line("- %s", reason)));
        return text.toString();
    }

    private static String table(List<FindingAnswer> findings) {
        long classes = findings.stream()
                .flatMap(finding -> finding.ofClass().stream())
                .distinct()
                .count();
        Function<FindingAnswer, String> metric = finding -> finding.metric()
                + (classes > 1 ? finding.ofClass().map(name -> "[" + name + "]").orElse("") : "");
        String row = "%-" + width(findings, "subgroup", FindingAnswer::subgroup) + "s  %-"
                + width(findings, "metric", metric) + "s  %-"
                + width(findings, "state", FindingAnswer::state) + "s  %9s  %8s  %9s  %7s  %-16s  %6s  %9s  %11s  %9s";
        var table = new StringBuilder(line(
                row,
                "subgroup",
                "metric",
                "state",
                "images",
                "baseline",
                "candidate",
                "change",
                "interval",
                "margin",
                "ln e harm",
                "ln e safety",
                "needed"));
        for (FindingAnswer finding : findings) {
            table.append(line(
                    row,
                    finding.subgroup(),
                    metric.apply(finding),
                    finding.state(),
                    String.format(Locale.ROOT, "%,d", finding.images()),
                    percent("%.2f %%", finding.baseline()),
                    percent("%.2f %%", finding.candidate()),
                    percent("%+.2f", finding.change()),
                    interval(finding),
                    String.format(Locale.ROOT, "%.2f", 100 * finding.margin()),
                    String.format(Locale.ROOT, "%.2f", finding.logHarm()),
                    String.format(Locale.ROOT, "%.2f", finding.logSafety()),
                    finding.imagesNeeded().isPresent()
                            ? String.format(
                                    Locale.ROOT, "%,d", finding.imagesNeeded().getAsLong())
                            : NO_VALUE));
        }
        return table.toString();
    }

    private static int width(List<FindingAnswer> findings, String title, Function<FindingAnswer, String> word) {
        return Math.max(
                title.length(),
                findings.stream().map(word).mapToInt(String::length).max().orElse(0));
    }

    private static String interval(FindingAnswer finding) {
        return finding.lower().isPresent() && finding.upper().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "[%+.2f, %+.2f]",
                        100 * finding.lower().get(),
                        100 * finding.upper().get())
                : NO_VALUE;
    }

    private static String percent(String format, OptionalDouble ratio) {
        return ratio.isPresent() ? String.format(Locale.ROOT, format, 100 * ratio.getAsDouble()) : NO_VALUE;
    }

    private static String line(String format, Object... arguments) {
        return String.format(Locale.ROOT, format + "%n", arguments);
    }
}
