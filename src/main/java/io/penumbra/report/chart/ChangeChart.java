package io.penumbra.report.chart;

import java.util.List;

/** Draws changes as points with their intervals: a panel for each candidate, a row for each subgroup. */
public final class ChangeChart {
    private ChangeChart() {}

    /** @param metric the name of the metric in words */
    public static Drawing of(String metric, List<Panel<Mark>> panels) {
        // marks of few images may leave their panel
        var ends = panels.stream()
                .flatMap(Panel::values)
                .filter(mark -> !mark.few())
                .flatMapToDouble(Mark::ends);
        return Panels.draw(
                "Change of the " + metric + " by model and subgroup",
                panels,
                Axis.around0(ends, 0, 1),
                0,
                (svg, mark, axis, y) -> mark.draw(svg, axis, y));
    }
}
