package io.penumbra.report;

import io.penumbra.report.table.Table;
import java.util.List;
import java.util.Map;

/** The study as one page that needs nothing but itself: styles, drawings and pictures stand in it, and no script. */
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
