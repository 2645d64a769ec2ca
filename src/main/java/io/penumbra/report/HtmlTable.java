package io.penumbra.report;

import java.util.List;

/** A table in a page. */
final class HtmlTable {
    private HtmlTable() {}

    static String of(Table all) {
        Table table = all.withoutEmptyColumns();
        if (table.rows().isEmpty()) {
            return "<p>None.</p>\n";
        }
        boolean[] right = table.numbers();
        var html = new StringBuilder("<div class=\"table\"><table>\n<thead><tr>");
        for (int i = 0; i < right.length; i++) {
            html.append(right[i] ? "<th class=\"number\" scope=\"col\">" : "<th scope=\"col\">")
                    .append(Html.escaped(table.columns().get(i).title()))
                    .append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        String before = "";
        for (List<Value> row : table.rows()) {
            String first = row.get(0).shown();
            html.append(first.equals(before) ? "<tr>" : "<tr class=\"first\">");
            for (int i = 0; i < right.length; i++) {
                html.append(right[i] ? "<td class=\"number\">" : "<td>")
                        .append(Html.escaped(row.get(i).shown()))
                        .append("</td>");
            }
            html.append("</tr>\n");
            before = first;
        }
        return html.append("</tbody></table></div>\n").toString();
    }
}
