package io.penumbra.report;

import java.util.Locale;

/** A drawing in the making, as SVG that stands in a page and takes its colours and fonts from the page's styles. */
final class Svg {
    /** Where a text stands to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private final StringBuilder svg = new StringBuilder();

    /**
     * @param title read out for the drawing, and what it shows
     * @param width in pixels of the page at its full width; narrower pages scale it
     */
    Svg(int width, int height, String title) {
        svg.append(format(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" style=\"max-width:%dpx\"><title>%s</title>\n",
                width, height, width, Html.escaped(title)));
    }

    Svg text(double x, double y, Anchor anchor, String style, String text) {
        svg.append(format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>\n",
                x, y, anchor.name().toLowerCase(Locale.ROOT), style, Html.escaped(text)));
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        svg.append(format(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>\n", x1, y1, x2, y2, style));
        return this;
    }

    Svg bar(double x, double y, double width, double height, String style) {
        svg.append(format(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>\n",
                x, y, Math.max(0, width), height, style));
        return this;
    }

    Svg circle(double x, double y, double radius, String style) {
        svg.append(format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" class=\"%s\"/>\n", x, y, radius, style));
        return this;
    }

    /** A triangle around a point, its tip upwards or downwards. */
    Svg triangle(double x, double y, double radius, boolean up, String style) {
        double tip = up ? -radius : radius;
        svg.append(format(
                "<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\" class=\"%s\"/>\n",
                x, y + tip, x - radius, y - tip * 0.8, x + radius, y - tip * 0.8, style));
        return this;
    }

    String end() {
        return svg.append("</svg>\n").toString();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
