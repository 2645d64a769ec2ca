package io.penumbra.drift;

import io.penumbra.counts.Classes;
import io.penumbra.counts.Pane;
import io.penumbra.counts.PaneSums;
import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.DriftStatistic;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.PairedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A watched series: one kind of drift of one model in one subgroup, compared with its reference.
 *
 * @param classes index of each part's class; empty for other kinds than predicted class share
 * @param starts each part's statistic before the first pane
 * @param begin the first pane that counts, right after the reference's period; empty for a reference without one
 */
record DriftSeries(
        Subgroup subgroup,
        DriftKind kind,
        WatchedModel model,
        List<Integer> classes,
        List<DriftPart> parts,
        List<DriftStatistic> starts,
        Optional<Pane> begin) {

    /** The series. Empty if the reference has no level for it. */
    static Optional<DriftSeries> of(
            Subgroup subgroup, DriftKind kind, WatchedModel model, Reference reference, DriftSettings settings) {
        Levels levels = reference.subgroups().get(subgroup);
        if (levels == null) {
            return Optional.empty();
        }
        var parts = new ArrayList<DriftPart>();
        var classes = new ArrayList<Integer>();
        double tolerance = orElse(reference.tolerance(), settings.tolerance());
        double shareTolerance = orElse(reference.shareTolerance(), settings.shareTolerance());
        switch (kind) {
            case DISAGREEMENT ->
                levels.disagreement().ifPresent(level -> parts.add(DriftPart.up(Optional.empty(), level, tolerance)));
            case HARM -> levels.harm().ifPresent(level -> parts.add(DriftPart.up(Optional.empty(), level, tolerance)));
            case ERROR ->
                levels.error().ifPresent(level -> parts.add(DriftPart.up(Optional.empty(), level, tolerance)));
            case SUBGROUP_SHARE ->
                levels.share().ifPresent(level -> bothWays(parts, Optional.empty(), level, shareTolerance));
            case PREDICTED_CLASS_SHARE ->
                levels.classes().forEach((name, level) -> {
                    int y = model.classes().indexOf(name);
                    if (y >= 0) {
                        bothWays(parts, Optional.of(name), level, shareTolerance);
                        classes.add(y);
                        classes.add(y);
                    }
                });
        }
        int members = kind == DriftKind.PREDICTED_CLASS_SHARE ? model.version().members() : 1;
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(new DriftSeries(
                        subgroup,
                        kind,
                        model,
                        classes,
                        parts,
                        parts.stream()
                                .map(part -> DriftStatistic.above(part.statisticMargin(), members))
                                .toList(),
                        reference.period().map(Span::to)));
    }

    private static void bothWays(List<DriftPart> parts, Optional<String> ofClass, Level level, double shareTolerance) {
        parts.add(DriftPart.up(ofClass, level, shareTolerance));
        parts.add(DriftPart.down(ofClass, level, shareTolerance));
    }

    private static double orElse(OptionalDouble own, double configured) {
        return own.isPresent() ? own.getAsDouble() : configured;
    }

    /** Index of the first pane that counts. */
    int firstOf(WatchedPanes panes) {
        return begin.isPresent() ? panes.indexOf(begin.get()) : 0;
    }

    /**
     * Each part's statistic after the panes {@code from} to {@code to}. Panes before {@code begin} do not count.
     *
     * @param before each part's statistic before these panes
     * @param from index of the first pane to add
     * @param to index behind the last pane to add
     * @param runs room for the counts of each part
     */
    List<DriftStatistic> after(
            List<DriftStatistic> before, WatchedPanes panes, int from, int to, List<PairedRun> runs) {
        if (Math.max(from, firstOf(panes)) >= to) {
            return before;
        }
        count(panes, from, to, runs);
        var statistics = new ArrayList<DriftStatistic>(parts.size());
        for (int part = 0; part < parts.size(); part++) {
            statistics.add(before.get(part).after(runs.get(part)));
        }
        return statistics;
    }

    /**
     * Each part's stretch over the panes {@code from} to {@code to} alone, {@code to} excluded. Panes before {@code
     * begin} do not count.
     *
     * @param runs room for the counts of each part
     */
    List<DriftStatistic.Stretch> stretch(WatchedPanes panes, int from, int to, List<PairedRun> runs) {
        count(panes, from, to, runs);
        var stretches = new ArrayList<DriftStatistic.Stretch>(parts.size());
        for (int part = 0; part < parts.size(); part++) {
            stretches.add(DriftStatistic.Stretch.of(starts.get(part), runs.get(part)));
        }
        return stretches;
    }

    /**
     * Each part's statistic over consecutive stretches, and then over the panes {@code from} to {@code to}.
     *
     * @param runs room for the counts of each part
     */
    List<DriftStatistic> over(
            List<List<DriftStatistic.Stretch>> stretches, WatchedPanes panes, int from, int to, List<PairedRun> runs) {
        count(panes, from, to, runs);
        var statistics = new ArrayList<DriftStatistic>(parts.size());
        for (int part = 0; part < parts.size(); part++) {
            var ofPart = new ArrayList<DriftStatistic.Stretch>(stretches.size());
            for (List<DriftStatistic.Stretch> stretch : stretches) {
                ofPart.add(stretch.get(part));
            }
            statistics.add(starts.get(part).then(ofPart, runs.get(part)));
        }
        return statistics;
    }

    /**
     * What a part did from the pane {@code from} to the newest one.
     *
     * @return empty without an image there
     */
    Optional<Shift> shift(WatchedPanes panes, int from, int part) {
        List<PairedRun> runs = room();
        count(panes, from, panes.size(), runs);
        PairedCounts sum = runs.get(part).sum();
        if (sum.total() == 0) {
            return Optional.empty();
        }
        double rate = (double) (sum.regressions() - sum.fixes()) / sum.total();
        DriftPart of = parts.get(part);
        int members = kind == DriftKind.PREDICTED_CLASS_SHARE ? model.version().members() : 1;
        return Optional.of(new Shift(of, panes.start(from), of.rises() ? rate : 1 - rate, sum.total() / members));
    }

    /** Whether the figure of a part lies beyond the reference's interval in the newest panes that have a count of it. */
    boolean isOutside(WatchedPanes panes, int many, int part) {
        DriftPart of = parts.get(part);
        return shift(panes, firstOfNewest(panes, many, part), part)
                .filter(shift -> of.rises() ? shift.to() > of.reference() : shift.to() < of.reference())
                .isPresent();
    }

    /** Index of the first of so many newest panes that have a count of a part. Labels may come days late. */
    private int firstOfNewest(WatchedPanes panes, int many, int part) {
        int from = panes.size();
        List<PairedRun> runs = room();
        for (int found = 0; found < many && from > firstOf(panes); ) {
            from--;
            found += counts(panes.at(from), runs).get(part).total() > 0 ? 1 : 0;
        }
        return from;
    }

    /** How many parts a series has at the most: two directions of each class. */
    static int mostParts(Classes classes) {
        return 2 * classes.size();
    }

    private List<PairedRun> room() {
        return parts.stream().map(part -> new PairedRun(1)).toList();
    }

    /**
     * Fills the runs of the parts with the panes {@code from} to {@code to}, {@code to} excluded. Panes before {@code
     * begin} do not count.
     */
    private void count(WatchedPanes panes, int from, int to, List<PairedRun> runs) {
        clear(runs);
        for (int i = Math.max(from, firstOf(panes)); i < to; i++) {
            count(panes.at(i), runs);
        }
    }

    /** Whether it counts the same in both panes. */
    boolean isSame(PaneSums before, PaneSums after, List<PairedRun> runs) {
        boolean shared = after.shares(before, subgroup)
                && (kind != DriftKind.SUBGROUP_SHARE || after.shares(before, Subgroup.ALL));
        if (shared) {
            return true;
        }
        clear(runs);
        count(before, runs);
        count(after, runs);
        boolean same = true;
        for (int part = 0; part < parts.size(); part++) {
            same &= runs.get(part).isSame(0, 1);
        }
        return same;
    }

    /** Each part's counts in a pane. */
    List<PairedCounts> counts(PaneSums pane, List<PairedRun> runs) {
        clear(runs);
        count(pane, runs);
        var counts = new ArrayList<PairedCounts>(parts.size());
        for (int part = 0; part < parts.size(); part++) {
            counts.add(runs.get(part).sum());
        }
        return counts;
    }

    private void clear(List<PairedRun> runs) {
        for (int part = 0; part < parts.size(); part++) {
            runs.get(part).clear();
        }
    }

    /** Adds what each part counts in a pane to its run. */
    private void count(PaneSums pane, List<PairedRun> runs) {
        switch (kind) {
            case DISAGREEMENT -> runs.get(0).add(model.disagreement(pane, subgroup));
            case HARM -> runs.get(0).add(model.harm(pane, subgroup));
            case ERROR -> runs.get(0).add(model.error(pane, subgroup));
            case SUBGROUP_SHARE -> {
                PairedCounts share = model.share(pane, subgroup);
                for (int part = 0; part < parts.size(); part++) {
                    addShare(runs.get(part), part, share.regressions(), share.total());
                }
            }
            case PREDICTED_CLASS_SHARE -> {
                long all = model.scored(pane, subgroup) * model.version().members();
                for (int part = 0; part < parts.size(); part++) {
                    addShare(runs.get(part), part, model.votes(pane, subgroup, classes.get(part)), all);
                }
            }
        }
    }

    /** Counts what is inside a share; for a fall, what is not. */
    private void addShare(PairedRun run, int part, long inside, long all) {
        run.add(PairedCounts.ofFlips(parts.get(part).rises() ? inside : all - inside, all));
    }
}
