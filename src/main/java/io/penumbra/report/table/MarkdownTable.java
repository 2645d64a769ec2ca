package io.penumbra.report.table;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a table as Markdown. */
public final class MarkdownTable {
    private MarkdownTable() {}

    public static String of(Table all) {
        Table table = all.withoutEmptyColumns();
        var text = new StringBuilder("## ").append(escaped(table.title())).append("\n\n");
        line(text, table.columns().stream().map(Column::title).toList());
        boolean[] right = table.numbers();
        text.append('|');
        for (boolean number : right) {
            text.append(number ? " ---: |" : " --- |");
        }
        text.append('\n');
        table.rows().forEach(row -> line(text, row.stream().map(Value::shown).toList()));
        return text.append('\n').append(escaped(table.note())).append('\n').toString();
    }

    private static void line(StringBuilder text, List<String> words) {
        text.append(words.stream().map(MarkdownTable::escaped).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    /** Escapes text, because names come from datasets and models.yaml. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("`", "\\`")
                .replaceAll("\\R", " ");
    }
}
