package io.penumbra.report.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table as data.
 *
 * @param name the name in files and links, for example {@code false-positive-rate}
 * @param note sentences that explain the table
 * @param rows the rows, each with one value for each column
 */
public record Table(String name, String title, String note, List<Column> columns, List<List<Value>> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Value> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of table " + name + " has " + row.size() + " values, expected " + columns.size());
            }
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i).exact().size() != columns.get(i).keys().size()) {
                    throw new IllegalArgumentException("a value of table " + name + " is "
                            + row.get(i).exact() + ", expected one number for each of "
                            + columns.get(i).keys());
                }
            }
        }
    }

    /** For people: this table without its empty columns. */
    public Table withoutEmptyColumns() {
        int[] kept = IntStream.range(0, columns.size())
                .filter(i -> rows.isEmpty()
                        || rows.stream().anyMatch(row -> !row.get(i).shown().isEmpty()))
                .toArray();
        return new Table(
                name,
                title,
                note,
                Arrays.stream(kept).mapToObj(columns::get).toList(),
                rows.stream()
                        .map(row -> Arrays.stream(kept).mapToObj(row::get).toList())
                        .toList());
    }

    /** The rows, grouped into runs with the same first value. */
    public List<List<List<Value>>> runs() {
        var runs = new ArrayList<List<List<Value>>>();
        String before = "";
        for (List<Value> row : rows) {
            String first = row.get(0).shown();
            if (runs.isEmpty() || !first.equals(before)) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(row);
            before = first;
        }
        return runs;
    }

    /** For each column, whether it holds only numbers. */
    boolean[] numbers() {
        boolean[] numbers = new boolean[columns.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = isNumber(i);
        }
        return numbers;
    }

    /** Whether a column holds only numbers. */
    public boolean isNumber(int column) {
        return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).number());
    }
}
