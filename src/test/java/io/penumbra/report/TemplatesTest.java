package io.penumbra.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penumbra.report.Figure.Key;
import io.penumbra.report.chart.Drawing;
import io.penumbra.report.chart.Drawing.Element;
import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TemplatesTest {
    private static final String HOSTILE = "<script>&\"'";
    private static final String SHOWN = "&lt;script&gt;&amp;&quot;&#39;";

    private static String page(Section... sections) {
        return Templates.render(
                "page.html", Map.of("answer", HOSTILE, "summary", HOSTILE, "sections", List.of(sections)));
    }

    private static Table table(String... firsts) {
        return new Table(
                "names",
                HOSTILE,
                HOSTILE,
                List.of(Column.of(HOSTILE, "name"), Column.of("images", "images")),
                List.of(firsts).stream()
                        .map(first -> List.of(Value.text(first), Value.count(1)))
                        .toList());
    }

    @Test
    void tableShowsNamesAsTextNumbersToTheRightAndNoEmptyColumn() {
        var table = new Table(
                "trial",
                "A trial",
                "Of no use.",
                List.of(
                        Column.of("model", "model"),
                        Column.of("change, points", "change"),
                        Column.of("published", "published")),
                List.of(
                        List.of(
                                Value.text("pruned, <95>"),
                                Value.points(OptionalDouble.of(0.012345)),
                                Value.relative(OptionalDouble.empty())),
                        List.of(
                                Value.text("say \"int8\""),
                                Value.points(OptionalDouble.empty()),
                                Value.relative(OptionalDouble.empty()))));
        assertThat(Templates.render("table.html", Map.of("table", table.withoutEmptyColumns())))
                .contains(
                        "<td>pruned, &lt;95&gt;</td>",
                        "<td>say &quot;int8&quot;</td>",
                        "<td class=\"number\">+1.23</td>")
                .doesNotContain("published", "<95>");
    }

    @Test
    void whateverIsNamedStaysText() {
        var drawing = new Drawing(100, 50, HOSTILE, List.of(new Element("text", Map.of("class", HOSTILE), HOSTILE)));
        var exemplar = new PicturedExemplar(
                HOSTILE,
                HOSTILE,
                HOSTILE,
                HOSTILE,
                2,
                1,
                List.of(new Opinion("full", "blond", 1, 1, 0.5), new Opinion(HOSTILE, HOSTILE, 1, 1, 0.5)),
                "data:," + HOSTILE);
        String page = page(new Section(
                table(HOSTILE),
                Optional.of(new Figure(drawing, HOSTILE, List.of(new Key(HOSTILE, HOSTILE, HOSTILE)))),
                List.of(exemplar)));
        assertThat(page)
                .contains(
                        "<td>" + SHOWN + "</td>",
                        "<title>" + SHOWN + "</title>",
                        "<text class=\"" + SHOWN + "\">" + SHOWN + "</text>",
                        "alt=\"image " + SHOWN + "\"",
                        "src=\"data:," + SHOWN + "\"",
                        "✓ " + SHOWN,
                        "✗ full: blond");
        assertThat(page.replace(SHOWN, "")).doesNotContain("script", HOSTILE);
        // the answer and the summary; title twice, note, column and value; title, text, attribute, caption and key; the
        // exemplar
        assertThat(page.split(SHOWN, -1)).hasSize(1 + 2 + 5 + 7 + 7);
    }

    @Test
    void lineIsDrawnAboveEachNewFirstValue() {
        String page = page(new Section(table("a", "a", "b"), Optional.empty(), List.of()));
        assertThat(page.lines().filter(line -> line.startsWith("<tr")))
                .containsExactly("<tr class=\"first\">", "<tr>", "<tr class=\"first\">");
        assertThat(page).doesNotContain("<figure", "class=\"pictures\"");
    }

    @Test
    void tableWithoutARowSaysSo() {
        assertThat(page(new Section(table(), Optional.empty(), List.of())))
                .contains("<p>None.</p>")
                .doesNotContain("<table");
    }

    @Test
    void stylesStandInThePage() {
        assertThat(page()).contains("<style>\n", "@media print {").doesNotContain("{#", "{@");
    }

    @Test
    void templateThatIsMissingIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Templates.render("none.html", Map.of()))
                .withMessageContaining("none.html");
    }
}
