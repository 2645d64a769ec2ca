package io.penumbra.drift;

import io.penumbra.counts.Classes;
import io.penumbra.counts.Pane;
import io.penumbra.counts.PaneSums;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.Newcombe;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.PairedTable;
import io.penumbra.statistics.Proportion;
import io.penumbra.statistics.Wilson;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Measures references: the 95 % interval of each figure over a period. A share has Wilson's interval, a paired
 * difference Newcombe's. So what the period itself leaves uncertain is no drift.
 */
public final class ReferenceMeasure {
    private ReferenceMeasure() {}

    /**
     * The reference of a model over the beginning of its version. The period starts with the first kept pane that has
     * an image of the model. The result depends on the cells alone.
     *
     * @param length of the period
     * @return empty until the period is over, or if the model is not current
     */
    public static Optional<Reference> automatic(Snapshot snapshot, String model, Duration length) {
        return WatchedModel.named(snapshot, model)
                .flatMap(watched -> beginning(snapshot.panes(), watched, length))
                .filter(period -> snapshot.newest()
                        .filter(newest -> period.to().compareTo(newest) <= 0)
                        .isPresent())
                .flatMap(period -> of(snapshot, model, period, Reference.Origin.AUTOMATIC));
    }

    /**
     * The reference of a model's current version over a period. Empty if the model has no image there or is not
     * current.
     */
    public static Optional<Reference> of(Snapshot snapshot, String model, Span period, Reference.Origin origin) {
        return WatchedModel.named(snapshot, model)
                .map(watched -> of(
                        watched,
                        snapshot.panes().subMap(period.from(), period.to()).values(),
                        period,
                        origin))
                .filter(reference -> !reference.subgroups().isEmpty());
    }

    /**
     * The reference that somebody puts over a period.
     *
     * @param model current in the snapshot
     * @throws IllegalArgumentException if the period is not over or no longer kept, or has no image of the model
     */
    public static Reference put(Snapshot snapshot, String model, Span period) {
        Pane newest = snapshot.newest().orElseThrow(() -> new IllegalArgumentException("no image was counted yet"));
        if (period.to().compareTo(newest) > 0) {
            throw new IllegalArgumentException("to " + period.to() + " lies after the start of the newest pane, "
                    + newest + ", which is still open");
        }
        SortedMap<Pane, ?> kept = snapshot.panes();
        if (!kept.isEmpty() && period.from().compareTo(kept.firstKey()) < 0) {
            throw new IllegalArgumentException(
                    "from " + period.from() + " lies before the oldest kept pane, " + kept.firstKey());
        }
        return of(snapshot, model, period, Reference.Origin.PUT)
                .orElseThrow(() -> new IllegalArgumentException("no image of " + model + " lies in " + period));
    }

    private static Reference of(WatchedModel model, Collection<PaneSums> panes, Span period, Reference.Origin origin) {
        var observed = new TreeSet<Subgroup>();
        panes.forEach(pane -> observed.addAll(pane.subgroups(model.baseline())));
        var subgroups = new TreeMap<Subgroup, Levels>();
        for (Subgroup subgroup : observed) {
            if (panes.stream().anyMatch(pane -> model.scored(pane, subgroup) > 0)) {
                subgroups.put(subgroup, levels(model, panes, subgroup));
            }
        }
        return new Reference(
                model.version().name(),
                model.version().digest(),
                model.baseline().version().name(),
                model.baseline().version().digest(),
                origin,
                Optional.of(period),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                subgroups);
    }

    private static Levels levels(WatchedModel model, Collection<PaneSums> panes, Subgroup subgroup) {
        var classes = new TreeMap<String, Level>();
        long images =
                panes.stream().mapToLong(pane -> model.scored(pane, subgroup)).sum();
        for (int y : watched(model.classes())) {
            long votes = panes.stream()
                    .mapToLong(pane -> model.votes(pane, subgroup, y))
                    .sum();
            level(Proportion.ofVotes(votes, model.version().members(), images))
                    .ifPresent(share -> classes.put(model.classes().names().get(y), share));
        }
        if (model.isBaseline()) {
            Optional<Level> share = subgroup.equals(Subgroup.ALL)
                    ? Optional.empty() // always 1
                    : level(sum(panes, pane -> model.share(pane, subgroup)));
            Optional<Level> error = level(sum(panes, pane -> model.error(pane, subgroup)));
            return new Levels(Optional.empty(), Optional.empty(), error, share, classes);
        }
        PairedTable table = panes.stream()
                .map(pane -> pane.table(subgroup, model.baseline(), model.version()))
                .reduce(new PairedTable(0, 0, 0, 0), PairedTable::plus);
        return new Levels(
                level(sum(panes, pane -> model.disagreement(pane, subgroup))),
                harm(table),
                Optional.empty(),
                Optional.empty(),
                classes);
    }

    private static PairedCounts sum(Collection<PaneSums> panes, Function<PaneSums, PairedCounts> counts) {
        return panes.stream().map(counts).reduce(PairedCounts.NONE, PairedCounts::plus);
    }

    private static Optional<Level> level(PairedCounts counts) {
        return level(new Proportion(counts.regressions(), counts.total()));
    }

    private static Optional<Level> level(Proportion proportion) {
        return Wilson.interval(proportion)
                .map(interval -> new Level(proportion.ratio().orElseThrow(), interval));
    }

    private static Optional<Level> harm(PairedTable table) {
        return Newcombe.interval(table, Wilson.DEFAULT_LEVEL)
                .map(interval -> new Level(
                        table.candidateErrors().ratio().orElseThrow()
                                - table.baselineErrors().ratio().orElseThrow(),
                        interval));
    }

    /** Indices of the classes to watch. Of two classes, the share of one determines the other. */
    private static int[] watched(Classes classes) {
        return classes.size() == 2
                ? new int[] {classes.positive().orElse(1)}
                : IntStream.range(0, classes.size()).toArray();
    }

    private static Optional<Span> beginning(SortedMap<Pane, PaneSums> panes, WatchedModel model, Duration length) {
        return panes.entrySet().stream()
                .filter(pane -> model.scored(pane.getValue(), Subgroup.ALL) > 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .map(first -> Span.from(first, length));
    }

    /** What a version without a reference waits for, in a sentence. */
    static String awaited(SortedMap<Pane, PaneSums> panes, WatchedModel model, Duration length) {
        String name = model.version().name();
        return beginning(panes, model, length)
                .map(period ->
                        "the reference of " + name + " is not there yet; it is measured in event time from " + period)
                .orElse("the reference of " + name + " cannot be measured; no image of " + name + " is kept");
    }
}
