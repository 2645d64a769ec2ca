package io.penumbra.report;

import java.util.Locale;
import java.util.stream.Collectors;

/** The strongest exemplars as pictures. */
final class Gallery {
    private Gallery() {}

    static String of(Study study) {
        return study.exemplars().stream()
                .map(Gallery::card)
                .collect(Collectors.joining("", "<div class=\"gallery\">\n", "</div>\n"));
    }

    private static String card(Exemplar exemplar) {
        return "<figure class=\"card\"><img loading=\"lazy\" alt=\"image " + Html.escaped(exemplar.image())
                + "\" src=\""
                + Html.escaped(exemplar.picture()) + "\"><figcaption><b>" + Html.escaped(exemplar.image()) + "</b> "
                + Html.escaped(exemplar.subgroup()) + "<br>label " + Html.escaped(exemplar.label())
                + "<table>" + line(exemplar.baseline(), exemplar) + line(exemplar.farthest(), exemplar)
                + "</table></figcaption></figure>\n";
    }

    private static String line(Opinion opinion, Exemplar exemplar) {
        boolean right = opinion.modal().equals(exemplar.label());
        return "<tr><td>" + Html.escaped(opinion.model()) + "</td><td>" + (right ? "✓ " : "✗ ")
                + Html.escaped(opinion.modal()) + "</td><td class=\"number\">" + opinion.votes() + "/"
                + opinion.members()
                + "</td><td class=\"number\">" + String.format(Locale.ROOT, "%.2f", opinion.probability())
                + "</td></tr>";
    }
}
