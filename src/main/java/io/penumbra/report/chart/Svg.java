package io.penumbra.report.chart;

import io.penumbra.report.chart.Drawing.Element;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** Builds a drawing. */
final class Svg {
    /** Which part of a text is at its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    private final List<Element> elements = new ArrayList<>();

    Svg text(double x, double y, Anchor anchor, String style, String text) {
        String side = anchor.name().toLowerCase(Locale.ROOT);
        return add("text", text, "x", place(x), "y", place(y), "text-anchor", side, "class", style);
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        return add("line", "", "x1", place(x1), "y1", place(y1), "x2", place(x2), "y2", place(y2), "class", style);
    }

    Svg bar(double x, double y, double width, double height, String style) {
        String wide = place(Math.max(0, width));
        return add("rect", "", "x", place(x), "y", place(y), "width", wide, "height", place(height), "class", style);
    }

    Svg circle(double x, double y, double radius, String style) {
        return add("circle", "", "cx", place(x), "cy", place(y), "r", place(radius), "class", style);
    }

    /** Adds a triangle around a point, with its tip up or down. */
    Svg triangle(double x, double y, double radius, boolean up, String style) {
        double tip = up ? -radius : radius;
        String path = String.format(
                Locale.ROOT,
                "M%.1f %.1fL%.1f %.1fL%.1f %.1fZ",
                x,
                y + tip,
                x - radius,
                y - tip * 0.8,
                x + radius,
                y - tip * 0.8);
        return add("path", "", "d", path, "class", style);
    }

    /** @param width width in pixels on a page of full width */
    Drawing drawing(int width, int height, String title) {
        return new Drawing(width, height, title, elements);
    }

    /** @param attributes names and values in turn */
    private Svg add(String name, String text, String... attributes) {
        var named = new LinkedHashMap<String, String>();
        for (int i = 0; i < attributes.length; i += 2) {
            named.put(attributes[i], attributes[i + 1]);
        }
        elements.add(new Element(name, Collections.unmodifiableMap(named), text));
        return this;
    }

    private static String place(double pixels) {
        return String.format(Locale.ROOT, "%.1f", pixels);
    }
}
