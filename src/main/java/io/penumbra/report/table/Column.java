package io.penumbra.report.table;

import java.util.List;

/**
 * What stands in one place of each row.
 *
 * @param title for people
 * @param keys for programs, one per number of its values
 */
public record Column(String title, List<String> keys) {
    public Column {
        keys = List.copyOf(keys);
        if (title.isBlank() || keys.isEmpty()) {
            throw new IllegalArgumentException("a column has a title and a key: '" + title + "' " + keys);
        }
    }

    public static Column of(String title, String key) {
        return new Column(title, List.of(key));
    }

    /** Two numbers, the ends of an interval. */
    public static Column interval(String title, String key) {
        return new Column(title, List.of(key + "_lower", key + "_upper"));
    }
}
