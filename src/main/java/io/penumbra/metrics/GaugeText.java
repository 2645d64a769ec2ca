package io.penumbra.metrics;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The points of one gauge, as the text formats of Prometheus and OpenMetrics both have them. Prometheus' client makes
 * several objects for each point, and a page may have 100,000.
 *
 * <p>Source: the text-based format of Prometheus 0.0.4; OpenMetrics 1.0.0.
 */
final class GaugeText {
    private final byte[] head;
    private final byte[] name;
    private final List<String> labels;
    private final PageText points = new PageText();

    /** @param help a sentence without backslashes, quotes and line breaks: the two formats escape these differently */
    GaugeText(String name, String help, List<String> labels) {
        if (help.indexOf('\\') >= 0 || help.indexOf('"') >= 0 || help.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("help of " + name
                    + " has a backslash, quote or line break, which the formats escape differently: " + help);
        }
        this.head = ("# TYPE " + name + " gauge\n# HELP " + name + " " + help + "\n").getBytes(StandardCharsets.UTF_8);
        this.name = name.getBytes(StandardCharsets.UTF_8);
        this.labels = labels;
    }

    void clear() {
        points.clear();
    }

    /** @param given one value for each declared label, in their order */
    void add(double value, MetricLabel... given) {
        check(given);
        points.write(name);
        for (int i = 0; i < given.length; i++) {
            points.write(i == 0 ? '{' : ',');
            points.write(given[i].text());
        }
        if (given.length > 0) {
            points.write('}');
        }
        points.write(' ');
        points.write(value);
        points.write('\n');
    }

    private void check(MetricLabel... given) {
        boolean same = given.length == labels.size();
        for (int i = 0; same && i < given.length; i++) {
            same = given[i].name().equals(labels.get(i));
        }
        if (!same) {
            throw new IllegalArgumentException(new String(name, StandardCharsets.UTF_8) + " has the labels "
                    + List.of(given) + ", expected " + labels + ", as declared");
        }
    }

    /** Writes the head and the points, or nothing without a point. */
    void writeTo(PageText page) {
        if (points.length() > 0) {
            page.write(head);
            page.write(points);
        }
    }
}
