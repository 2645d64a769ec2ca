package io.penumbra.report;

import io.penumbra.report.table.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The study as one HTML page. Styles, drawings and pictures are inside it, and it has no script. */
public final class Page {
    private Page() {}

    public static String of(Study study, List<Table> tables) {
        return Templates.render(
                "page.html",
                Map.of("answer", Answer.of(study), "summary", Summary.of(study), "sections", sections(study, tables)));
    }

    /** What it costs and the pictures come first. */
    private static List<Section> sections(Study study, List<Table> tables) {
        List<String> first = List.of(CostTable.NAME, ExemplarTable.NAME);
        return Stream.concat(
                        first.stream()
                                .flatMap(name -> tables.stream()
                                        .filter(table -> table.name().equals(name))),
                        tables.stream().filter(table -> !first.contains(table.name())))
                .map(table -> Section.of(study, table))
                .toList();
    }
}
