package io.penumbra.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The study as one page that needs nothing but itself: styles and drawings stand in it, and no script. */
public final class Page {
    private static final String STYLES = "page.css";
    private static final String CHANGES = "Change against the baseline in percentage points, with its 95 % interval: "
            + "<span class=\"key\"><span class=\"harm\">▲</span> for the worse, the interval leaves out 0;</span> "
            + "<span class=\"key\"><span class=\"gain\">▼</span> for the better, likewise;</span> "
            + "<span class=\"key\">○ neither is shown;</span> "
            + "<span class=\"key\">pale: fewer than " + Study.ENOUGH + " images.</span>";

    private Page() {}

    public static String of(Study study, List<Table> tables) {
        var page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>What compression changes, and for whom</title>\n<style>\n")
                .append(styles())
                .append("</style>\n</head>\n<body>\n");
        page.append("<header><h1>What compression changes, and for whom</h1>\n<p>")
                .append(Html.escaped(Summary.of(study)))
                .append("</p></header>\n");
        page.append(contents(tables));
        page.append("<main>\n");
        for (Table table : tables) {
            page.append(section(study, table));
        }
        return page.append("</main>\n</body>\n</html>\n").toString();
    }

    private static String styles() {
        try (InputStream in = Page.class.getResourceAsStream(STYLES)) {
            if (in == null) {
                throw new IllegalStateException("resource " + STYLES + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + STYLES, e);
        }
    }

    private static String contents(List<Table> tables) {
        return tables.stream()
                .map(table -> "<li><a href=\"#" + table.name() + "\">" + Html.escaped(table.title()) + "</a></li>\n")
                .collect(Collectors.joining("", "<nav><ol>\n", "</ol></nav>\n"));
    }

    private static String section(Study study, Table table) {
        return "<section id=\"" + table.name() + "\">\n<h2>" + Html.escaped(table.title()) + "</h2>\n"
                + drawing(study, table.name())
                + HtmlTable.of(table)
                + "<p class=\"note\">" + Html.escaped(table.note()) + "</p>\n</section>\n";
    }

    private static String drawing(Study study, String table) {
        if (study.candidates().isEmpty()) {
            return "";
        }
        if (table.equals(ExemplarTable.NAME)) {
            return Gallery.of(study);
        }
        if (table.equals(RepresentationTable.NAME)) {
            return figure(
                    RepresentationChart.of(study),
                    String.format(
                            Locale.ROOT,
                            "Share among the exemplars at %.0f %% ÷ share among all images: to the right of 1 the subgroup is "
                                    + "over-represented.",
                            RepresentationChart.PERCENT));
        }
        if (table.equals(CostTable.NAME)) {
            return figure(CostChart.of(study), CHANGES);
        }
        for (Metric metric : Metric.values()) {
            if (metric.id().equals(table)) {
                return figure(ChangeChart.of(study, metric), CHANGES);
            }
        }
        return "";
    }

    private static String figure(String drawing, String caption) {
        return "<figure>" + drawing + "<figcaption>" + caption + "</figcaption></figure>\n";
    }
}
