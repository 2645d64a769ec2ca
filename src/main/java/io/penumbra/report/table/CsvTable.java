package io.penumbra.report.table;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a table for programs, as RFC 4180: a header of keys, numbers with all digits, nothing where there is no value.
 */
public final class CsvTable {
    private CsvTable() {}

    public static String of(Table table) {
        var text = new StringBuilder();
        line(
                text,
                table.columns().stream()
                        .flatMap(column -> column.keys().stream())
                        .toList());
        table.rows()
                .forEach(row -> line(
                        text,
                        row.stream().flatMap(value -> value.exact().stream()).toList()));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> words) {
        text.append(words.stream().map(CsvTable::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String quoted(String word) {
        return word.matches("[^\",\\r\\n]*") ? word : '"' + word.replace("\"", "\"\"") + '"';
    }
}
