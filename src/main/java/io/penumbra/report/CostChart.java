package io.penumbra.report;

import io.penumbra.counts.Subgroup;
import io.penumbra.report.Svg.Anchor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** What each model weighs and takes, as bars, beside the change of the error for whom it is largest. */
final class CostChart {
    private static final int WIDTH = 1040;
    private static final int NAMES = 190;
    private static final int BARS = 190;
    private static final int NUMBER = 70;
    private static final int HARM = 230;
    private static final int HEAD = 34;
    private static final int ROW = 24;
    private static final int FOOT = 26;

    private CostChart() {}

    static String of(Study study) {
        List<StudiedModel> models = study.models();
        int bottom = HEAD + ROW * models.size();
        var svg = new Svg(WIDTH, bottom + FOOT, "Size, time and worst change of the error by model");
        Axis bytes = Axis.from0(models.stream().mapToDouble(StudiedModel::size), NAMES + 10, BARS);
        Axis millis = Axis.from0(
                models.stream().mapToDouble(model -> model.nanosPerImage() / 1e6),
                bytes.left() + BARS + NUMBER,
                BARS / 2.0);
        Axis harm = Axis.around0(extent(study), millis.left() + BARS / 2.0 + NUMBER, HARM);
        boolean deflated =
                models.stream().allMatch(model -> model.deflatedBytes().isPresent());
        svg.text(bytes.left(), HEAD - 14, Anchor.START, "head", deflated ? "KB after deflate" : "KB")
                .text(millis.left(), HEAD - 14, Anchor.START, "head", "ms per image")
                .text(harm.left(), HEAD - 14, Anchor.START, "head", "error of the worst subgroup, points");
        for (double tick : harm.ticks()) {
            svg.line(harm.x(tick), HEAD, harm.x(tick), bottom, Math.abs(tick) < 1e-9 ? "zero" : "grid");
            svg.text(harm.x(tick), bottom + 16, Anchor.MIDDLE, "tick", Panels.tick(tick, true));
        }
        for (int i = 0; i < models.size(); i++) {
            row(svg, study, models.get(i), HEAD + ROW * (i + 0.5), bytes, millis, harm);
        }
        return svg.end();
    }

    private static DoubleStream extent(Study study) {
        return study.candidates().stream()
                .flatMap(model -> worst(study, model).stream())
                .flatMapToDouble(ChangeChart::ends);
    }

    private static Optional<MetricChange> worst(Study study, StudiedModel model) {
        return study.worst(Metric.ERROR, model).flatMap(subgroup -> study.change(Metric.ERROR, subgroup, model));
    }

    private static void row(Svg svg, Study study, StudiedModel model, double y, Axis bytes, Axis millis, Axis harm) {
        svg.text(NAMES, y + 4, Anchor.END, "name", model.name());
        bar(svg, bytes, model.size(), y, format("%,.0f", model.size() / 1000.0));
        bar(svg, millis, model.nanosPerImage() / 1e6, y, format("%.2f", model.nanosPerImage() / 1e6));
        worst(study, model).ifPresent(change -> ChangeChart.mark(svg, change, harm, y));
        study.worst(Metric.ERROR, model)
                .map(Subgroup::name)
                .ifPresent(name -> svg.text(harm.left() + harm.width() + 12, y + 4, Anchor.START, "name", name));
    }

    private static void bar(Svg svg, Axis axis, double figure, double y, String text) {
        svg.bar(axis.left(), y - 7, axis.x(figure) - axis.left(), 14, "bar")
                .text(axis.x(figure) + 5, y + 4, Anchor.START, "tick", text);
    }

    private static String format(String format, double number) {
        return String.format(Locale.ROOT, format, number);
    }
}
