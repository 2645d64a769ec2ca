package io.penumbra.report.chart;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of one model in a drawing.
 *
 * @param rows the rows; their names are the same in every panel of a drawing
 * @param <V> what is drawn in a row
 */
public record Panel<V>(String title, List<Row<V>> rows) {
    /** @param value empty if there is nothing to draw */
    public record Row<V>(String name, Optional<V> value) {}

    public Panel {
        rows = List.copyOf(rows);
    }

    Stream<V> values() {
        return rows.stream().flatMap(row -> row.value().stream());
    }
}
