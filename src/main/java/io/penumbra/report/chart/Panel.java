package io.penumbra.report.chart;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one model shows, row by row.
 *
 * @param rows the same names in every panel of a drawing
 * @param <V> what is drawn in a row
 */
public record Panel<V>(String title, List<Row<V>> rows) {
    /** @param value empty where there is nothing to draw */
    public record Row<V>(String name, Optional<V> value) {}

    public Panel {
        rows = List.copyOf(rows);
    }

    Stream<V> values() {
        return rows.stream().flatMap(row -> row.value().stream());
    }
}
