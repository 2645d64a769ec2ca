package io.penumbra.report;

import io.penumbra.counts.Subgroup;
import io.penumbra.report.Figure.Key;
import io.penumbra.report.chart.ChangeChart;
import io.penumbra.report.chart.Cost;
import io.penumbra.report.chart.Cost.Worst;
import io.penumbra.report.chart.CostChart;
import io.penumbra.report.chart.Drawing;
import io.penumbra.report.chart.Mark;
import io.penumbra.report.chart.Panel;
import io.penumbra.report.chart.Panel.Row;
import io.penumbra.report.chart.RepresentationChart;
import io.penumbra.statistics.Interval;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Rate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiFunction;

/** The drawings of a study. Each belongs to one of its tables. */
final class Figures {
    /** The share of images, in percent, that count as exemplars. */
    private static final double PERCENT = 10;

    private static final List<Key> KEYS = List.of(
            new Key("harm", "▲", "for the worse, and the interval excludes 0;"),
            new Key("gain", "▼", "for the better, and the interval excludes 0;"),
            new Key("open", "○", "the interval includes 0;"),
            new Key("few", "pale:", "fewer than " + Study.ENOUGH + " images."));

    private final Study study;

    private Figures(Study study) {
        this.study = study;
    }

    /** The drawing of a table; empty if it has none. */
    static Optional<Figure> of(Study study, String table) {
        if (study.candidates().isEmpty()) {
            return Optional.empty();
        }
        var figures = new Figures(study);
        return switch (table) {
            case CostTable.NAME -> Optional.of(figures.costs());
            case RepresentationTable.NAME -> Optional.of(figures.representation());
            default ->
                Arrays.stream(GuardedMetric.values())
                        .filter(metric -> ChangeTable.name(metric).equals(table))
                        .findFirst()
                        .map(figures::changes);
        };
    }

    private Figure changes(GuardedMetric metric) {
        return changes(ChangeChart.of(
                metric.words(),
                study.candidates().stream()
                        .map(candidate -> new Panel<>(candidate.name(), changes(metric, candidate)))
                        .toList()));
    }

    private List<Row<Mark>> changes(GuardedMetric metric, StudiedModel candidate) {
        return study.subgroups().keySet().stream()
                .flatMap(subgroup -> study.rates(metric).stream()
                        .map(rate -> new Row<>(
                                subgroup.name()
                                        + (rate.isOnly()
                                                ? ""
                                                : ", " + rate.ofClass().orElseThrow()),
                                study.change(rate, subgroup, candidate).map(Figures::mark))))
                .toList();
    }

    private Figure costs() {
        return changes(CostChart.of(
                study.models().stream().map(this::cost).toList(),
                study.models().stream().allMatch(model -> model.deflatedBytes().isPresent())));
    }

    private Cost cost(StudiedModel model) {
        return new Cost(
                model.name(),
                model.size(),
                model.nanosPerImage() / 1e6,
                study.worst(Rate.ERROR, model)
                        .flatMap(subgroup -> study.change(Rate.ERROR, subgroup, model)
                                .map(change -> new Worst(subgroup.name(), mark(change)))));
    }

    private static Mark mark(MetricChange change) {
        Mark.Kind kind = change.showsHarm() ? Mark.Kind.HARM : change.showsGain() ? Mark.Kind.GAIN : Mark.Kind.OPEN;
        Interval ends = change.interval().orElse(new Interval(change.absolute(), change.absolute()));
        return new Mark(
                kind, 100 * change.absolute(), 100 * ends.lower(), 100 * ends.upper(), change.images() < Study.ENOUGH);
    }

    private static Figure changes(Drawing drawing) {
        return new Figure(drawing, "Change against the baseline in percentage points, with its 95 % interval:", KEYS);
    }

    private Figure representation() {
        List<Subgroup> parts = study.subgroups().keySet().stream()
                .filter(subgroup -> !subgroup.equals(Subgroup.ALL))
                .toList();
        return new Figure(
                RepresentationChart.of(panels(parts, this::shareRatio)),
                String.format(
                        Locale.ROOT,
                        "Share among the exemplars at %.0f %% ÷ share among all images. To the right of 1 the subgroup is "
                                + "over-represented.",
                        PERCENT),
                List.of());
    }

    private Optional<Double> shareRatio(StudiedModel candidate, Subgroup subgroup) {
        return study.pair(Subgroup.ALL, candidate)
                .flatMap(all -> all.distances().cut(100 - PERCENT))
                .flatMap(cut -> study.pair(subgroup, candidate).map(part -> cut.shareRatio(part.distances())))
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble);
    }

    private <V> List<Panel<V>> panels(
            Collection<Subgroup> subgroups, BiFunction<StudiedModel, Subgroup, Optional<V>> value) {
        return study.candidates().stream()
                .map(candidate -> new Panel<>(
                        candidate.name(),
                        subgroups.stream()
                                .map(subgroup -> new Row<>(subgroup.name(), value.apply(candidate, subgroup)))
                                .toList()))
                .toList();
    }
}
