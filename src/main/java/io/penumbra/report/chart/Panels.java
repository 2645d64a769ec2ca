package io.penumbra.report.chart;

import io.penumbra.report.chart.Svg.Anchor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Draws a panel for each candidate, four in a line. Each panel has a row for each subgroup, and all have one scale. */
final class Panels {
    private static final int WIDTH = 1040;
    private static final int NAMES = 170;
    private static final int ABREAST = 4;
    private static final int GAP = 14;
    private static final int HEAD = 30;
    private static final int ROW = 20;
    private static final int FOOT = 34;
    /** Half the width of a tick's text, in pixels. */
    private static final double TICK = 14;

    /** Draws one value. */
    @FunctionalInterface
    interface Pen<V> {
        void draw(Svg svg, V value, Axis axis, double y);
    }

    private Panels() {}

    /**
     * @param panels at least one
     * @param scale the ends of the axis; each panel has its own place
     * @param special the figure of the line that divides good from bad
     */
    static <V> Drawing draw(String title, List<Panel<V>> panels, Axis scale, double special, Pen<V> pen) {
        int rows = panels.get(0).rows().size();
        int bands = (panels.size() + ABREAST - 1) / ABREAST;
        int band = HEAD + ROW * rows + FOOT;
        var svg = new Svg();
        double width = (double) (WIDTH - NAMES) / Math.min(ABREAST, panels.size()) - GAP;
        for (int i = 0; i < panels.size(); i++) {
            double top = (double) band * (i / ABREAST);
            double left = NAMES + (width + GAP) * (i % ABREAST) + GAP;
            if (i % ABREAST == 0) {
                names(svg, panels.get(i), top);
            }
            panel(svg, panels.get(i), new Axis(scale.from(), scale.to(), left, width), top, special, pen);
        }
        return svg.drawing(WIDTH, bands * band, title);
    }

    private static void names(Svg svg, Panel<?> panel, double top) {
        for (int row = 0; row < panel.rows().size(); row++) {
            svg.text(
                    NAMES,
                    middle(top, row) + 4,
                    Anchor.END,
                    "name",
                    panel.rows().get(row).name());
        }
    }

    private static double middle(double top, int row) {
        return top + HEAD + ROW * (row + 0.5);
    }

    private static <V> void panel(Svg svg, Panel<V> panel, Axis axis, double top, double special, Pen<V> pen) {
        double bottom = top + HEAD + ROW * panel.rows().size();
        svg.text(axis.left() + axis.width() / 2, top + HEAD - 10, Anchor.MIDDLE, "head", panel.title());
        for (double tick : axis.ticks()) {
            svg.line(axis.x(tick), top + HEAD, axis.x(tick), bottom, "grid");
            if (axis.isInside(tick, TICK)) {
                svg.text(axis.x(tick), bottom + 15, Anchor.MIDDLE, "tick", tick(tick, special == 0));
            }
        }
        svg.line(axis.x(special), top + HEAD, axis.x(special), bottom, "zero");
        for (int row = 0; row < panel.rows().size(); row++) {
            double y = middle(top, row);
            panel.rows().get(row).value().ifPresent(value -> pen.draw(svg, value, axis, y));
        }
    }

    /** A tick's text with at most three digits. */
    static String tick(double figure, boolean signed) {
        var round = new BigDecimal(figure).round(new MathContext(3)).stripTrailingZeros();
        return Math.abs(figure) < 1e-9 ? "0" : (signed && figure > 0 ? "+" : "") + round.toPlainString();
    }
}
