package io.penumbra.rest;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A table as text, each column as wide as its widest cell. */
final class TextTable {
    /** @param left whether its text stands on the left */
    record Column<R>(String title, boolean left, Function<R, String> text) {}

    private TextTable() {}

    static <R> Column<R> left(String title, Function<R, String> text) {
        return new Column<>(title, true, text);
    }

    static <R> Column<R> right(String title, Function<R, String> text) {
        return new Column<>(title, false, text);
    }

    /** Whether several classes are named. */
    static boolean isSeveral(Stream<Optional<String>> classes) {
        return classes.flatMap(Optional::stream).distinct().count() > 1;
    }

    static <R> String of(List<Column<R>> columns, List<R> rows) {
        List<Integer> widths = columns.stream()
                .map(column -> rows.stream()
                        .map(column.text())
                        .map(String::length)
                        .reduce(column.title().length(), Math::max))
                .toList();
        var table = new StringBuilder(row(columns, widths, Column::title));
        rows.forEach(
                row -> table.append(row(columns, widths, column -> column.text().apply(row))));
        return table.toString();
    }

    private static <R> String row(List<Column<R>> columns, List<Integer> widths, Function<Column<R>, String> cell) {
        var row = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            String text = cell.apply(columns.get(i));
            String space = " ".repeat(Math.max(0, widths.get(i) - text.length()));
            row.append(i == 0 ? "" : "  ").append(columns.get(i).left() ? text + space : space + text);
        }
        return row.toString().stripTrailing() + System.lineSeparator();
    }
}
