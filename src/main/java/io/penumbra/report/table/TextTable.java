package io.penumbra.report.table;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a table for a terminal. A column is as wide as its widest entry. */
public final class TextTable {
    private static final String GAP = "  ";
    /** Longest line of a note, in characters. */
    private static final int LINE = 110;

    private TextTable() {}

    /** The title, the rows and the note; each line ends with a line break. */
    public static String of(Table all) {
        Table table = all.withoutEmptyColumns();
        List<String> titles = table.columns().stream().map(Column::title).toList();
        int[] widths = IntStream.range(0, titles.size())
                .map(i -> Math.max(
                        titles.get(i).length(),
                        table.rows().stream()
                                .mapToInt(row -> row.get(i).shown().length())
                                .max()
                                .orElse(0)))
                .toArray();
        var text = new StringBuilder(table.title()).append('\n');
        boolean[] right = table.numbers();
        line(text, titles, widths, right);
        table.rows().forEach(row -> line(text, row.stream().map(Value::shown).toList(), widths, right));
        return text.append(wrapped(table.note())).append('\n').toString();
    }

    private static String wrapped(String note) {
        return note.replaceAll("(.{1," + LINE + "})(?: |$)", "$1\n").stripTrailing();
    }

    private static void line(StringBuilder text, List<String> words, int[] widths, boolean[] right) {
        String line = IntStream.range(0, widths.length)
                .mapToObj(i -> {
                    String pad = " ".repeat(widths[i] - words.get(i).length());
                    return right[i] ? pad + words.get(i) : words.get(i) + pad;
                })
                .collect(Collectors.joining(GAP));
        text.append(line.stripTrailing()).append('\n');
    }
}
