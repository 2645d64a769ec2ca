package io.penumbra.report;

import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.Interval;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** The change of one metric as a point with its interval: a panel for each candidate, a row for each subgroup. */
final class ChangeChart {
    private static final double POINT = 4.5;

    private ChangeChart() {}

    static String of(Study study, Metric metric) {
        List<Subgroup> subgroups = List.copyOf(study.subgroups().keySet());
        return new Panels(study.candidates(), subgroups)
                .draw(
                        "Change of the " + metric.words() + " by model and subgroup",
                        Axis.around0(extent(study, metric, subgroups), 0, 1),
                        0,
                        (svg, candidate, subgroup, axis, y) -> study.change(metric, subgroup, candidate)
                                .ifPresent(change -> mark(svg, change, axis, y)));
    }

    /** The ends of all intervals that rest on enough images, in points; the others may run out of the panel. */
    private static DoubleStream extent(Study study, Metric metric, List<Subgroup> subgroups) {
        return study.candidates().stream()
                .flatMap(candidate -> subgroups.stream().map(subgroup -> study.change(metric, subgroup, candidate)))
                .flatMap(Optional::stream)
                .filter(change -> change.images() >= Study.ENOUGH)
                .flatMapToDouble(ChangeChart::ends);
    }

    /** The ends of the interval, in points, or the change itself where there is none. */
    static DoubleStream ends(MetricChange change) {
        return change.interval()
                .map(ends -> DoubleStream.of(100 * ends.lower(), 100 * ends.upper()))
                .orElse(DoubleStream.of(100 * change.absolute()));
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
