package io.penumbra.report.chart;

import java.util.List;
import java.util.stream.DoubleStream;

/** Draws a bar from 1 to the ratio of each subgroup: its share of the exemplars divided by its share of all images. */
public final class RepresentationChart {
    private static final double HALF = 6;

    private RepresentationChart() {}

    /** @param panels the ratio of each subgroup, a panel for each candidate */
    public static Drawing of(List<Panel<Double>> panels) {
        DoubleStream ratios = panels.stream().flatMap(Panel::values).mapToDouble(Double::doubleValue);
        return Panels.draw(
                "Share among exemplars divided by share among all images, by model and subgroup",
                panels,
                Axis.from0(DoubleStream.concat(ratios, DoubleStream.of(1.5)), 0, 1),
                1,
                RepresentationChart::bar);
    }

    private static void bar(Svg svg, double ratio, Axis axis, double y) {
        double from = axis.x(Math.min(1, ratio));
        svg.bar(from, y - HALF, axis.x(Math.max(1, ratio)) - from, 2 * HALF, ratio > 1 ? "more" : "less");
    }
}
