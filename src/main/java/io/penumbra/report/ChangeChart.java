package io.penumbra.report;

import io.penumbra.report.Svg.Anchor;
import io.penumbra.statistics.Interval;
import io.penumbra.tally.Subgroup;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** The change of one metric as a point with its interval: a panel for each candidate, a row for each subgroup. */
final class ChangeChart {
    private static final int WIDTH = 1040;
    private static final int NAMES = 170;
    private static final int ABREAST = 4;
    private static final int GAP = 14;
    private static final int HEAD = 30;
    private static final int ROW = 20;
    private static final int FOOT = 34;
    private static final double POINT = 4.5;
    /** Half of the width that the text of a tick takes. */
    private static final double TICK = 14;

    private final Study study;
    private final Metric metric;
    private final List<Subgroup> subgroups;

    private ChangeChart(Study study, Metric metric) {
        this.study = study;
        this.metric = metric;
        this.subgroups = List.copyOf(study.subgroups().keySet());
    }

    static String of(Study study, Metric metric) {
        return new ChangeChart(study, metric).draw();
    }

    private String draw() {
        List<StudiedModel> candidates = study.candidates();
        int bands = (candidates.size() + ABREAST - 1) / ABREAST;
        int band = HEAD + ROW * subgroups.size() + FOOT;
        var svg =
                new Svg(WIDTH, Math.max(1, bands * band), "Change of the " + metric.words() + " by model and subgroup");
        double width = (double) (WIDTH - NAMES) / Math.min(ABREAST, Math.max(1, candidates.size())) - GAP;
        Axis axis = Axis.around0(extent(), 0, width);
        for (int i = 0; i < candidates.size(); i++) {
            double left = NAMES + (width + GAP) * (i % ABREAST) + GAP;
            double top = (double) band * (i / ABREAST);
            if (i % ABREAST == 0) {
                names(svg, top);
            }
            panel(svg, candidates.get(i), axis.at(left), top);
        }
        return svg.end();
    }

    /** The ends of all intervals that rest on enough images, in points; the others may run out of the panel. */
    private DoubleStream extent() {
        return study.candidates().stream()
                .flatMap(candidate -> subgroups.stream().map(subgroup -> study.change(metric, subgroup, candidate)))
                .flatMap(Optional::stream)
                .filter(change -> change.images() >= Study.ENOUGH)
                .flatMapToDouble(change -> change.interval()
                        .map(ends -> DoubleStream.of(100 * ends.lower(), 100 * ends.upper()))
                        .orElse(DoubleStream.of(100 * change.absolute())));
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

    private void panel(Svg svg, StudiedModel candidate, Axis axis, double top) {
        double bottom = top + HEAD + ROW * subgroups.size();
        svg.text(axis.left() + axis.width() / 2, top + HEAD - 10, Anchor.MIDDLE, "head", candidate.name());
        for (double tick : axis.ticks()) {
            svg.line(axis.x(tick), top + HEAD, axis.x(tick), bottom, Math.abs(tick) < 1e-9 ? "zero" : "grid");
            if (axis.isInside(tick, TICK)) {
                svg.text(axis.x(tick), bottom + 15, Anchor.MIDDLE, "tick", tick(tick));
            }
        }
        for (int row = 0; row < subgroups.size(); row++) {
            double y = middle(top, row);
            study.change(metric, subgroups.get(row), candidate).ifPresent(change -> mark(svg, change, axis, y));
        }
    }

    static String tick(double points) {
        var round = new BigDecimal(points).round(new MathContext(3)).stripTrailingZeros();
        return Math.abs(points) < 1e-9 ? "0" : (points > 0 ? "+" : "") + round.toPlainString();
    }

    /** Harm, gain and neither differ in shape and in colour. */
    static void mark(Svg svg, MetricChange change, Axis axis, double y) {
        String kind = change.showsHarm() ? "harm" : change.showsGain() ? "gain" : "open";
        String style = change.images() < Study.ENOUGH ? kind + " few" : kind;
        Optional<Interval> interval = change.interval();
        interval.ifPresent(
                ends -> svg.line(axis.x(100 * ends.lower()), y, axis.x(100 * ends.upper()), y, "interval " + style));
        double x = axis.x(100 * change.absolute());
        if (change.showsHarm() || change.showsGain()) {
            svg.triangle(x, y, POINT + 1, change.showsHarm(), "point " + style);
        } else {
            svg.circle(x, y, POINT - 1, "point " + style);
        }
    }
}
