package io.penumbra.report.table;

import java.util.List;

/**
 * A column of a table.
 *
 * @param title the heading for people
 * @param keys the headings for programs, one for each number of its values
 */
public record Column(String title, List<String> keys) {
    public Column {
        keys = List.copyOf(keys);
        if (title.isBlank() || keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "column '" + title + "' has keys " + keys + ", expected a title and at least one key");
        }
    }

    public static Column of(String title, String key) {
        return new Column(title, List.of(key));
    }

    /** A column of intervals: two numbers, the lower and the upper end. */
    public static Column interval(String title, String key) {
        return new Column(title, List.of(key + "_lower", key + "_upper"));
    }
}
