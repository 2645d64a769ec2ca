package io.penumbra.report;

import java.util.List;

/**
 * A table as data.
 *
 * @param name for files and links, such as {@code false-positive-rate}
 * @param note what one has to know to read it, in sentences
 * @param rows each as long as the columns
 */
public record Table(String name, String title, String note, List<Column> columns, List<List<Value>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Value> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "table " + name + " has " + columns.size() + " columns, and a row of " + row.size());
            }
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i).exact().size() != columns.get(i).keys().size()) {
                    throw new IllegalArgumentException("table " + name + " has "
                            + row.get(i).exact() + " under " + columns.get(i).keys());
                }
            }
        }
    }
}
