package io.penumbra.report;

import io.penumbra.report.table.Table;
import java.util.List;
import java.util.Optional;

/**
 * A table of the page, with the drawing and the pictures that precede it.
 *
 * @param gallery the exemplars that the page shows as pictures
 */
record Section(Table table, Optional<Figure> figure, List<PicturedExemplar> gallery) {
    /** Whether the table is seen at once. Others stand behind a line that opens them. */
    public boolean isOpen() {
        return table.name().equals(HarmTable.NAME);
    }

    static Section of(Study study, Table table) {
        return new Section(
                table,
                Figures.of(study, table.name()),
                table.name().equals(ExemplarTable.NAME) ? study.exemplars() : List.of());
    }
}
