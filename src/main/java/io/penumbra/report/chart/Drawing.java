package io.penumbra.report.chart;

import java.util.List;
import java.util.Map;

/**
 * A drawing as the elements of an SVG image, which takes its colours and fonts from the page.
 *
 * @param width in pixels of the page at its full width; narrower pages scale it
 * @param title read out for the drawing
 */
public record Drawing(int width, int height, String title, List<Element> elements) {
    /** @param attributes in the order in which they are written */
    public record Element(String name, Map<String, String> attributes, String text) {}

    public Drawing {
        elements = List.copyOf(elements);
    }
}
