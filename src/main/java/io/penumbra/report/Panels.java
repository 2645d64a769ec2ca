package io.penumbra.report;

import io.penumbra.counts.Subgroup;
import io.penumbra.report.Svg.Anchor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** A drawing with a panel for each candidate, four abreast, and in each a row for each subgroup, all on one scale. */
final class Panels {
    private static final int WIDTH = 1040;
    private static final int NAMES = 170;
    private static final int ABREAST = 4;
    private static final int GAP = 14;
    private static final int HEAD = 30;
    private static final int ROW = 20;
    private static final int FOOT = 34;
    /** Half of the width that the text of a tick takes. */
    private static final double TICK = 14;

    /** Draws one entry. */
    @FunctionalInterface
    interface Mark {
        void draw(Svg svg, StudiedModel candidate, Subgroup subgroup, Axis axis, double y);
    }

    private final List<StudiedModel> candidates;
    private final List<Subgroup> subgroups;

    Panels(List<StudiedModel> candidates, List<Subgroup> subgroups) {
        this.candidates = candidates;
        this.subgroups = subgroups;
    }

    /**
     * The drawing.
     *
     * @param scale its ends; where it lies is of no account
     * @param special the figure at which the line is drawn that divides good from bad
     */
    String draw(String title, Axis scale, double special, Mark mark) {
        int bands = (candidates.size() + ABREAST - 1) / ABREAST;
        int band = HEAD + ROW * subgroups.size() + FOOT;
        var svg = new Svg(WIDTH, bands * band, title);
        double width = (double) (WIDTH - NAMES) / Math.min(ABREAST, candidates.size()) - GAP;
        for (int i = 0; i < candidates.size(); i++) {
            double top = (double) band * (i / ABREAST);
            double left = NAMES + (width + GAP) * (i % ABREAST) + GAP;
            if (i % ABREAST == 0) {
                names(svg, top);
            }
            panel(svg, candidates.get(i), new Axis(scale.from(), scale.to(), left, width), top, special);
            for (int row = 0; row < subgroups.size(); row++) {
                mark.draw(
                        svg,
                        candidates.get(i),
                        subgroups.get(row),
                        new Axis(scale.from(), scale.to(), left, width),
                        middle(top, row));
            }
        }
        return svg.end();
    }

    private void names(Svg svg, double top) {
        for (int row = 0; row < subgroups.size(); row++) {
            svg.text(
                    NAMES,
                    middle(top, row) + 4,
                    Anchor.END,
                    "name",
                    subgroups.get(row).name());
        }
    }

    private static double middle(double top, int row) {
        return top + HEAD + ROW * (row + 0.5);
    }

    private void panel(Svg svg, StudiedModel candidate, Axis axis, double top, double special) {
        double bottom = top + HEAD + ROW * subgroups.size();
        svg.text(axis.left() + axis.width() / 2, top + HEAD - 10, Anchor.MIDDLE, "head", candidate.name());
        for (double tick : axis.ticks()) {
            svg.line(axis.x(tick), top + HEAD, axis.x(tick), bottom, "grid");
            if (axis.isInside(tick, TICK)) {
                svg.text(axis.x(tick), bottom + 15, Anchor.MIDDLE, "tick", tick(tick, special == 0));
            }
        }
        svg.line(axis.x(special), top + HEAD, axis.x(special), bottom, "zero");
    }

    /** Three digits at most. */
    static String tick(double figure, boolean signed) {
        var round = new BigDecimal(figure).round(new MathContext(3)).stripTrailingZeros();
        return Math.abs(figure) < 1e-9 ? "0" : (signed && figure > 0 ? "+" : "") + round.toPlainString();
    }
}
