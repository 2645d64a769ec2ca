package io.penumbra.console;

import io.penumbra.statistics.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Changes with their intervals as a picture, one below the other on a scale of their own. Places are in pixels.
 *
 * @param title what changes
 * @param zero where no change lies
 * @param band from the margin of safety on one side of zero to that on the other
 * @param tick where a round change lies
 * @param tickText that change, in points
 */
record Forest(
        String title, List<Row> rows, double zero, Band band, double tick, String tickText, int width, int height) {
    /** A change before it is drawn. */
    record Change(String name, double change, Optional<Interval> interval, Mark mark) {}

    /** @param full the name uncut */
    record Row(String name, String full, String says, double y, double point, double from, double to, String look) {
        public double textY() {
            return y + 4;
        }
    }

    record Band(double from, double width) {}

    private static final int ROW = 22;
    private static final int FIRST = 12;
    private static final int PLOT_FROM = 150;
    private static final int PLOT_TO = 312;
    private static final int WIDTH = 320;

    static Forest of(String title, List<Change> changes, double margin) {
        Scale scale = Scale.of(changes, margin, PLOT_FROM, PLOT_TO);
        var rows = new java.util.ArrayList<Row>();
        for (Change each : changes) {
            Scale.Bar bar = scale.bar(each.change(), each.interval());
            rows.add(new Row(
                    Words.brief(each.name()),
                    each.name(),
                    each.name() + ", " + each.mark().word() + ": " + says(each),
                    FIRST + ROW * rows.size(),
                    bar.point(),
                    bar.from(),
                    bar.to(),
                    each.mark().look()));
        }
        return new Forest(
                title,
                List.copyOf(rows),
                scale.at(0),
                scale.band(margin),
                scale.at(scale.tick()),
                scale.tickText(),
                WIDTH,
                ROW * changes.size() + FIRST + 10);
    }

    static String says(Change each) {
        return Words.points(each.change())
                + each.interval()
                        .map(interval ->
                                " [" + Words.points(interval.lower()) + ", " + Words.points(interval.upper()) + "]")
                        .orElse("")
                + " points";
    }

    public int plotHeight() {
        return height - 22;
    }

    public int axisY() {
        return height - 6;
    }

    /** What the picture shows, for those who do not see it. */
    public String description() {
        return title + ". "
                + Stream.concat(rows.stream().map(Row::says), Stream.of("the band is the margin"))
                        .reduce((a, b) -> a + "; " + b)
                        .orElse("");
    }

    /** From changes to places. */
    record Scale(double least, double most, int from, int to) {
        record Bar(double point, double from, double to) {}

        /** A scale on which every change and the margin show. Wide intervals are cut at its ends. */
        static Scale of(List<Change> changes, double margin, int from, int to) {
            double up = 2 * margin;
            double down = 2 * margin;
            for (Change each : changes) {
                double beyond = each.interval()
                        .map(interval -> Math.min(interval.width() / 2, 3 * margin))
                        .orElse(0.0);
                up = Math.max(up, each.change() + beyond);
                down = Math.max(down, beyond - each.change());
            }
            return new Scale(-1.05 * down, 1.05 * up, from, to);
        }

        double at(double change) {
            double share = (Math.min(most, Math.max(least, change)) - least) / (most - least);
            return Math.round(10 * (from + share * (to - from))) / 10.0;
        }

        Bar bar(double change, Optional<Interval> interval) {
            return new Bar(
                    at(change),
                    at(interval.map(Interval::lower).orElse(change)),
                    at(interval.map(Interval::upper).orElse(change)));
        }

        Band band(double margin) {
            return new Band(at(-margin), Math.round(10 * (at(margin) - at(-margin))) / 10.0);
        }

        /** The largest round change that fits. */
        double tick() {
            double unit = Math.pow(10, Math.floor(Math.log10(most)));
            return most >= 5 * unit ? 5 * unit : most >= 2 * unit ? 2 * unit : unit;
        }

        String tickText() {
            double points = 100 * tick();
            return points >= 1
                    ? String.format(Locale.ROOT, "+%.0f points", points)
                    : String.format(Locale.ROOT, "+%s points", Words.plain(points));
        }
    }
}
