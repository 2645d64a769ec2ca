package io.penumbra.report.chart;

import io.penumbra.report.chart.Cost.Worst;
import io.penumbra.report.chart.Svg.Anchor;
import java.util.List;
import java.util.Locale;

/** Draws the size and the time of each model as bars, beside its error change in the worst subgroup. */
public final class CostChart {
    private static final int WIDTH = 1040;
    private static final int NAMES = 190;
    private static final int BARS = 190;
    private static final int NUMBER = 70;
    private static final int HARM = 230;
    private static final int HEAD = 34;
    private static final int ROW = 24;
    private static final int FOOT = 26;

    private CostChart() {}

    /** @param deflated whether the sizes of all models are those after deflate */
    public static Drawing of(List<Cost> costs, boolean deflated) {
        int bottom = HEAD + ROW * costs.size();
        var svg = new Svg();
        Axis bytes = Axis.from0(costs.stream().mapToDouble(Cost::bytes), NAMES + 10, BARS);
        Axis millis = Axis.from0(costs.stream().mapToDouble(Cost::millis), bytes.left() + BARS + NUMBER, BARS / 2.0);
        var ends = costs.stream()
                .flatMap(cost -> cost.worst().stream())
                .flatMapToDouble(worst -> worst.change().ends());
        Axis harm = Axis.around0(ends, millis.left() + BARS / 2.0 + NUMBER, HARM);
        svg.text(bytes.left(), HEAD - 14, Anchor.START, "head", deflated ? "KB after deflate" : "KB")
                .text(millis.left(), HEAD - 14, Anchor.START, "head", "ms per image")
                .text(harm.left(), HEAD - 14, Anchor.START, "head", "error of the worst subgroup, points");
        for (double tick : harm.ticks()) {
            svg.line(harm.x(tick), HEAD, harm.x(tick), bottom, Math.abs(tick) < 1e-9 ? "zero" : "grid");
            svg.text(harm.x(tick), bottom + 16, Anchor.MIDDLE, "tick", Panels.tick(tick, true));
        }
        for (int i = 0; i < costs.size(); i++) {
            row(svg, costs.get(i), HEAD + ROW * (i + 0.5), bytes, millis, harm);
        }
        return svg.drawing(WIDTH, bottom + FOOT, "Size, time and worst change of the error by model");
    }

    private static void row(Svg svg, Cost cost, double y, Axis bytes, Axis millis, Axis harm) {
        svg.text(NAMES, y + 4, Anchor.END, "name", cost.model());
        bar(svg, bytes, cost.bytes(), y, format("%,.0f", cost.bytes() / 1000.0));
        bar(svg, millis, cost.millis(), y, format("%.2f", cost.millis()));
        cost.worst().ifPresent(worst -> worst(svg, worst, harm, y));
    }

    private static void worst(Svg svg, Worst worst, Axis harm, double y) {
        worst.change().draw(svg, harm, y);
        svg.text(harm.left() + harm.width() + 12, y + 4, Anchor.START, "name", worst.subgroup());
    }

    private static void bar(Svg svg, Axis axis, double figure, double y, String text) {
        svg.bar(axis.left(), y - 7, axis.x(figure) - axis.left(), 14, "bar")
                .text(axis.x(figure) + 5, y + 4, Anchor.START, "tick", text);
    }

    private static String format(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}
