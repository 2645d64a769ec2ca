package io.penumbra.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A small chart of a series over time, from left to right. Places are in pixels.
 *
 * @param points as the attribute {@code points} of a polyline
 * @param usual where the usual range lies
 * @param says what the chart shows, for those who do not see it
 */
record Spark(String points, Optional<Usual> usual, int width, int height, String top, String bottom, String says) {
    record Usual(double y, double height) {}

    private static final int PAD = 4;

    /**
     * @param usualFrom the lower end of the usual range, if there is one
     * @param format writes a value
     */
    static Spark of(
            List<Double> values,
            Optional<Double> usualFrom,
            Optional<Double> usualTo,
            int width,
            int height,
            java.util.function.DoubleFunction<String> format) {
        double least = Math.min(0, values.stream().mapToDouble(v -> v).min().orElse(0));
        double most = values.stream().mapToDouble(v -> v).max().orElse(1);
        most = Math.max(most, usualTo.orElse(most));
        double top = most > least ? most : least + 1;
        var points = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            double x = PAD + (width - 2.0 * PAD) * (values.size() == 1 ? 1 : (double) i / (values.size() - 1));
            points.add(String.format(Locale.ROOT, "%.1f,%.1f", x, y(values.get(i), least, top, height)));
        }
        Optional<Usual> usual = usualTo.map(to -> {
            double y = y(to, least, top, height);
            return new Usual(round(y), round(Math.max(1.5, y(usualFrom.orElse(least), least, top, height) - y)));
        });
        String last = values.isEmpty() ? "no value" : "last " + format.apply(values.get(values.size() - 1));
        return new Spark(
                points.stream().collect(Collectors.joining(" ")),
                usual,
                width,
                height,
                format.apply(top),
                format.apply(least),
                last + ", highest " + format.apply(top));
    }

    private static double y(double value, double least, double most, int height) {
        return PAD + (height - 2.0 * PAD) * (1 - (value - least) / (most - least));
    }

    private static double round(double pixels) {
        return Math.round(10 * pixels) / 10.0;
    }
}
