package io.penumbra.report.chart;

import java.util.List;
import java.util.Map;

/**
 * The elements of an SVG image. Its colours and fonts come from the page.
 *
 * @param width width in pixels on a page of full width; narrower pages scale it
 * @param title the text that a screen reader reads
 */
public record Drawing(int width, int height, String title, List<Element> elements) {
    /** @param attributes the attributes in the order of the output */
    public record Element(String name, Map<String, String> attributes, String text) {}

    public Drawing {
        elements = List.copyOf(elements);
    }
}
