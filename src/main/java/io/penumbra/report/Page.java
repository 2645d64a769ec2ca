package io.penumbra.report;

import io.penumbra.report.table.Table;
import java.util.List;
import java.util.Map;

/** The study as one HTML page. Styles, drawings and pictures are inside it, and it has no script. */
public final class Page {
    private Page() {}

    public static String of(Study study, List<Table> tables) {
        return Templates.render(
                "page.html",
                Map.of(
                        "summary",
                        Summary.of(study),
                        "sections",
                        tables.stream().map(table -> Section.of(study, table)).toList()));
    }
}
