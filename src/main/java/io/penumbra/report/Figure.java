package io.penumbra.report;

import io.penumbra.report.chart.Drawing;
import java.util.List;

/**
 * A drawing with its caption.
 *
 * @param keys the legend: what the shapes mean
 */
record Figure(Drawing drawing, String caption, List<Key> keys) {
    /** @param style the class of the shape in the page's styles */
    record Key(String style, String shape, String text) {}
}
