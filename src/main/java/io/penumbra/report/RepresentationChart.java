package io.penumbra.report;

import io.penumbra.counts.Subgroup;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** How much more of the exemplars than of all images each subgroup makes: a bar from 1 to the ratio. */
final class RepresentationChart {
    /** The share of images, in percent, that are taken for exemplars here. */
    static final double PERCENT = 10;

    private static final double HALF = 6;

    private RepresentationChart() {}

    static String of(Study study) {
        List<Subgroup> subgroups = study.subgroups().keySet().stream()
                .filter(subgroup -> !subgroup.equals(Subgroup.ALL))
                .toList();
        DoubleStream ratios = study.candidates().stream()
                .flatMap(candidate -> subgroups.stream().map(subgroup -> ratio(study, candidate, subgroup)))
                .flatMapToDouble(OptionalDouble::stream);
        return new Panels(study.candidates(), subgroups)
                .draw(
                        "Share among exemplars to share among all images, by model and subgroup",
                        Axis.from0(DoubleStream.concat(ratios, DoubleStream.of(1.5)), 0, 1),
                        1,
                        (svg, candidate, subgroup, axis, y) ->
                                ratio(study, candidate, subgroup).ifPresent(ratio -> bar(svg, ratio, axis, y)));
    }

    private static void bar(Svg svg, double ratio, Axis axis, double y) {
        double from = axis.x(Math.min(1, ratio));
        svg.bar(from, y - HALF, axis.x(Math.max(1, ratio)) - from, 2 * HALF, ratio > 1 ? "more" : "less");
    }

    private static OptionalDouble ratio(Study study, StudiedModel candidate, Subgroup subgroup) {
        var all = study.pair(Subgroup.ALL, candidate);
        var part = study.pair(subgroup, candidate);
        var cut = all.flatMap(pair -> pair.distances().cut(100 - PERCENT));
        return part.isEmpty() || cut.isEmpty()
                ? OptionalDouble.empty()
                : cut.get().shareRatio(part.get().distances());
    }
}
