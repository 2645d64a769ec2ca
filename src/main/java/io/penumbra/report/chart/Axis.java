package io.penumbra.report.chart;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Maps figures to horizontal places in a drawing, in pixels.
 *
 * @param from the figure at its left end
 * @param to the figure at its right end
 * @param left place of the left end, in pixels
 * @param width length of the axis, in pixels
 */
record Axis(double from, double to, double left, double width) {
    Axis {
        if (!(from < to && width > 0)) {
            throw new IllegalArgumentException("axis is from " + from + " to " + to + " with " + width
                    + " pixels, expected from < to and a positive width");
        }
    }

    /** An axis that contains all figures, with 0 in its middle. */
    static Axis around0(DoubleStream figures, double left, double width) {
        double farthest = Math.max(figures.map(Math::abs).max().orElse(0), 1e-3);
        return new Axis(-farthest * 1.05, farthest * 1.05, left, width);
    }

    /** An axis from 0 that contains all figures. */
    static Axis from0(DoubleStream figures, double left, double width) {
        return new Axis(0, Math.max(figures.max().orElse(0), 1e-9) * 1.05, left, width);
    }

    /** The place of a figure; a figure outside the axis goes to the nearer end. */
    double x(double figure) {
        return left + width * (Math.max(from, Math.min(to, figure)) - from) / (to - from);
    }

    /** Whether the place of a figure is at least this many pixels from both ends. */
    boolean isInside(double figure, double margin) {
        double x = x(figure);
        return x - left >= margin && left + width - x >= margin;
    }

    /** Three to six round figures for the axis. */
    List<Double> ticks() {
        double step = Math.pow(10, Math.floor(Math.log10((to - from) / 3)));
        for (double times : new double[] {5, 2}) {
            if (step * times <= (to - from) / 3) {
                step *= times;
                break;
            }
        }
        double chosen = step;
        int first = (int) Math.ceil(from / step);
        int last = (int) Math.floor(to / step);
        return IntStream.rangeClosed(first, last).mapToObj(i -> i * chosen).toList();
    }
}
