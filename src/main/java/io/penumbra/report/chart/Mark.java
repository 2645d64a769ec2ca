package io.penumbra.report.chart;

import java.util.stream.DoubleStream;

/**
 * A change with its interval, in percentage points.
 *
 * @param from the lower end of the interval; the change itself where there is no interval
 * @param to the upper end of the interval; the change itself where there is no interval
 * @param few whether the change is of few images
 */
public record Mark(Kind kind, double change, double from, double to, boolean few) {
    /** What the interval shows: harm, gain or neither. */
    public enum Kind {
        HARM("harm"),
        GAIN("gain"),
        OPEN("open");

        private final String style;

        Kind(String style) {
            this.style = style;
        }
    }

    private static final double RADIUS = 5.5;

    DoubleStream ends() {
        return DoubleStream.of(from, to);
    }

    /** Draws the mark. Harm, gain and neither differ in shape and in colour. */
    void draw(Svg svg, Axis axis, double y) {
        String style = kind.style + (few ? " few" : "");
        if (from < to) {
            svg.line(axis.x(from), y, axis.x(to), y, "interval " + style);
        }
        double x = axis.x(change);
        if (kind == Kind.OPEN) {
            svg.circle(x, y, RADIUS - 2, "point " + style);
        } else {
            svg.triangle(x, y, RADIUS, kind == Kind.HARM, "point " + style);
        }
    }
}
