package io.penumbra.rest;

import io.penumbra.plan.Phrases;
import io.penumbra.verdict.GuardedMetric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A verdict as text: a summary, a table of the findings, and the reasons. The table fits 120 columns. */
final class GateTable {
    private static final String NO_VALUE = "–";

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
            text.append(System.lineSeparator()).append(TextTable.of(columns(answer.findings()), answer.findings()));
        }
        text.append(System.lineSeparator());
        answer.reasons().forEach(reason -> text.append(line("- %s", reason)));
        return text.toString();
    }

    private static List<TextTable.Column<FindingAnswer>> columns(List<FindingAnswer> findings) {
        boolean classes = TextTable.isSeveral(findings.stream().map(FindingAnswer::ofClass));
        return List.of(
                TextTable.left("subgroup", FindingAnswer::subgroup),
                TextTable.left("metric", finding -> shortName(finding.metric(), finding.ofClass(), classes)),
                TextTable.left("state", FindingAnswer::state),
                TextTable.right("images", finding -> text("%,d", finding.images())),
                TextTable.right("rate", finding -> fromTo(finding.baseline(), finding.candidate())),
                TextTable.left("change [interval]", GateTable::change),
                TextTable.right("members", finding -> fromTo(finding.baselineMembers(), finding.candidateMembers())),
                TextTable.right("needs", GateTable::needs));
    }

    /** {@code FPR}, or {@code FPR brown} where several classes are asked for. */
    static String shortName(String metric, Optional<String> ofClass, boolean classes) {
        return shortName(metric)
                + ofClass.filter(name -> classes).map(name -> " " + name).orElse("");
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
