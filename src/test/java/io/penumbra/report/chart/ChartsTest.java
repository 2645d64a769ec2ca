package io.penumbra.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.report.chart.Cost.Worst;
import io.penumbra.report.chart.Drawing.Element;
import io.penumbra.report.chart.Panel.Row;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartsTest {
    private static final Mark HARM = new Mark(Mark.Kind.HARM, 4, 1, 7, false);
    private static final Mark GAIN = new Mark(Mark.Kind.GAIN, -2, -3, -1, false);
    private static final Mark OPEN = new Mark(Mark.Kind.OPEN, 1, 1, 1, true);

    private static List<Element> elements(Drawing drawing, String style) {
        return drawing.elements().stream()
                .filter(element -> element.attributes().get("class").equals(style))
                .toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.attributes().get(attribute));
    }

    private static <V> Panel<V> panel(String title, List<Optional<V>> values) {
        return new Panel<>(
                title,
                IntStream.range(0, values.size())
                        .mapToObj(i -> new Row<>("row " + i, values.get(i)))
                        .toList());
    }

    @Test
    void harmGainAndNeitherDifferInShapeAndInColour() {
        Drawing drawing = ChangeChart.of(
                "error", List.of(panel("int8", List.of(Optional.of(HARM), Optional.of(GAIN), Optional.of(OPEN)))));
        assertThat(drawing.title()).isEqualTo("Change of the error by model and subgroup");
        assertThat(elements(drawing, "point harm"))
                .singleElement()
                .extracting(Element::name)
                .isEqualTo("path");
        assertThat(elements(drawing, "point gain"))
                .singleElement()
                .extracting(Element::name)
                .isEqualTo("path");
        assertThat(elements(drawing, "point open few"))
                .singleElement()
                .extracting(Element::name)
                .isEqualTo("circle");
        // an interval that is a point, or is none, has no line
        assertThat(elements(drawing, "interval harm")).hasSize(1);
        assertThat(elements(drawing, "interval open few")).isEmpty();
    }

    @Test
    void marksOfFewImagesDoNotSetTheScale() {
        var far = new Mark(Mark.Kind.OPEN, 50, -900, 900, true);
        Element alone = elements(
                        ChangeChart.of("error", List.of(panel("a", List.of(Optional.of(HARM))))), "interval harm")
                .get(0);
        Drawing both = ChangeChart.of("error", List.of(panel("a", List.of(Optional.of(HARM), Optional.of(far)))));
        Element beside = elements(both, "interval harm").get(0);
        assertThat(beside.attributes().get("x2")).isEqualTo(alone.attributes().get("x2"));
        // it runs to the ends of its panel
        Element wide = elements(both, "interval open few").get(0);
        assertThat(number(wide, "x1")).isLessThan(number(beside, "x1"));
        assertThat(number(wide, "x2")).isGreaterThan(number(beside, "x2"));
    }

    @Test
    void panelsStandFourAbreastAndNameTheirRowsOncePerBand() {
        List<Panel<Double>> panels = IntStream.range(0, 5)
                .mapToObj(i -> panel("model " + i, List.of(Optional.of(2.0), Optional.<Double>empty())))
                .toList();
        Drawing drawing = RepresentationChart.of(panels);
        assertThat(elements(drawing, "head"))
                .extracting(Element::text)
                .containsExactly("model 0", "model 1", "model 2", "model 3", "model 4");
        assertThat(elements(drawing, "name"))
                .extracting(Element::text)
                .containsExactly("row 0", "row 1", "row 0", "row 1");
        List<Element> bars = elements(drawing, "more");
        assertThat(bars).hasSize(5);
        assertThat(bars.get(3).attributes().get("y"))
                .isEqualTo(bars.get(0).attributes().get("y"));
        assertThat(bars.get(4).attributes().get("x"))
                .isEqualTo(bars.get(0).attributes().get("x"));
        assertThat(drawing.height()).isEqualTo(2 * (30 + 2 * 20 + 34));
    }

    @Test
    void barReachesFromOneToTheRatioOnItsSide() {
        Drawing drawing = RepresentationChart.of(List.of(panel("a", List.of(Optional.of(0.5), Optional.of(1.5)))));
        double one = number(elements(drawing, "zero").get(0), "x1");
        Element less = elements(drawing, "less").get(0);
        Element more = elements(drawing, "more").get(0);
        assertThat(number(more, "x")).isEqualTo(one);
        // each is rounded to a tenth of a pixel
        assertThat(number(less, "x") + number(less, "width")).isCloseTo(one, within(0.11));
    }

    @Test
    void costIsDrawnInProportionAndNamesTheWorstSubgroup() {
        Drawing drawing = CostChart.of(
                List.of(
                        new Cost("full", 2_000_000, 0.5, Optional.empty()),
                        new Cost("int8", 1_000_000, 0.25, Optional.of(new Worst("sex=male", HARM)))),
                true);
        List<Element> bars = elements(drawing, "bar");
        assertThat(number(bars.get(0), "width")).isEqualTo(2 * number(bars.get(2), "width"));
        assertThat(elements(drawing, "head").get(0).text()).isEqualTo("KB after deflate");
        assertThat(elements(drawing, "name")).extracting(Element::text).containsExactly("full", "int8", "sex=male");
        assertThat(elements(drawing, "tick")).extracting(Element::text).contains("2,000", "0.25");
        assertThat(elements(drawing, "point harm")).hasSize(1);
    }

    @Test
    void tickHasThreeDigitsAndASignWhereItIsAChange() {
        assertThat(Panels.tick(0.30000000000000004, true)).isEqualTo("+0.3");
        assertThat(Panels.tick(-1234.5, true)).isEqualTo("-1230");
        assertThat(Panels.tick(1e-17, true)).isEqualTo("0");
        assertThat(Panels.tick(2, false)).isEqualTo("2");
    }
}
