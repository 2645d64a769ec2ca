package io.penumbra.verdict;

import io.penumbra.statistics.DriftMean;
import io.penumbra.statistics.DriftStatistic;
import io.penumbra.tally.Baseline;
import io.penumbra.tally.Pane;
import io.penumbra.tally.PaneSums;
import io.penumbra.tally.Snapshot;
import io.penumbra.tally.Subgroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Asks what has drifted. The answer is a pure function of the panes of the last 24 hours and of the references: a restart, a rebalance or
 * another instance gives the same, and panes that arrive late or are corrected give what a replay in order would have given.
 *
 * <p>The statistic begins at the first whole hour of these 24, or where the reference's period ends, if that is later; {@link DriftStatistic}
 * has why this and the pane that is still open leave the mean time to a false alarm at what it is. It is composed of one statistic an hour,
 * and only those hours are computed again in which some count changed.
 */
public final class DriftWatch {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int PANES = (int) HOUR.dividedBy(Pane.LENGTH);
    private static final int HOURS = 24;

    /** One series among those of the models; the model by its index. */
    private record Key(int model, Subgroup subgroup, DriftKind kind) {}

    /** The panes of one hour. As long as nothing in them changes it is the same object. */
    private record Hour(List<PaneSums> panes, Set<Subgroup> subgroups) {
        static Hour of(List<PaneSums> panes, Baseline baseline) {
            var subgroups = new TreeSet<Subgroup>();
            panes.forEach(pane -> subgroups.addAll(pane.subgroups(baseline)));
            return new Hour(panes, subgroups);
        }

        /** Whether these are the very same panes. */
        boolean isOf(List<PaneSums> others) {
            return panes.size() == others.size() && areSame(panes, others, panes.size());
        }

        /** Whether so many panes at the beginning are the very same as those of another hour. */
        boolean beginsAs(Hour other, int count) {
            return panes.size() > count && areSame(panes, other.panes, count);
        }

        boolean isWhole() {
            return panes.size() == PANES;
        }
    }

    /**
     * The statistics of a series' parts over the panes of one hour.
     *
     * @param before the same without the last pane, to which most images come; none of an hour that is over
     */
    private record Stretch(Hour hour, List<DriftStatistic> statistics, List<DriftStatistic> before) {}

    /** The statistics of a series' parts over several hours together. */
    private record Past(List<Hour> hours, List<DriftStatistic> statistics) {}

    /** A series and what is known of it by hour. */
    private static final class Known {
        final DriftSeries series;
        final Map<Pane, Stretch> stretches = new HashMap<>();
        private @Nullable Past past;

        Known(DriftSeries series) {
            this.series = series;
        }

        /** The statistics of the parts over all hours. */
        List<DriftStatistic> over(NavigableMap<Pane, Hour> hours) {
            Map.Entry<Pane, Hour> newest = hours.lastEntry();
            return then(past(hours.headMap(newest.getKey())), List.of(over(newest.getKey(), newest.getValue())));
        }

        private List<DriftStatistic> past(SortedMap<Pane, Hour> hours) {
            List<Hour> all = List.copyOf(hours.values());
            Past known = past;
            if (known == null || known.hours().size() != all.size() || !areSame(known.hours(), all, all.size())) {
                var byHour = new ArrayList<List<DriftStatistic>>(all.size());
                hours.forEach((start, hour) -> byHour.add(over(start, hour)));
                known = new Past(all, then(series.starts(), byHour));
                past = known;
            }
            return known.statistics();
        }

        private static List<DriftStatistic> then(List<DriftStatistic> first, List<List<DriftStatistic>> later) {
            var statistics = new ArrayList<DriftStatistic>(first.size());
            for (int i = 0; i < first.size(); i++) {
                int part = i;
                statistics.add(first.get(part)
                        .then(later.stream().map(each -> each.get(part)).toList()));
            }
            return statistics;
        }

        private List<DriftStatistic> over(Pane start, Hour hour) {
            Stretch stretch = stretches.get(start);
            if (stretch == null || stretch.hour() != hour) {
                stretch = stretch(start, hour, stretch);
                stretches.put(start, stretch);
            }
            return stretch.statistics();
        }

        private Stretch stretch(Pane start, Hour hour, @Nullable Stretch known) {
            int last = hour.panes().size() - 1;
            int same = known == null ? 0 : known.hour().panes().size() - 1;
            boolean goesOn = known != null && !known.before().isEmpty() && hour.beginsAs(known.hour(), same);
            List<DriftStatistic> before = known != null && goesOn
                    ? series.after(known.before(), start, hour.panes(), same, last)
                    : series.after(series.starts(), start, hour.panes(), 0, last);
            List<DriftStatistic> all = series.after(before, start, hour.panes(), last, last + 1);
            return new Stretch(hour, all, hour.isWhole() ? List.of() : before);
        }
    }

    /** What was computed for one choice of versions and references. */
    private record Memory(
            List<WatchedModel> models,
            References references,
            Map<Key, Optional<Known>> series,
            NavigableMap<Pane, Hour> hours) {
        Memory(List<WatchedModel> models, References references) {
            this(models, references, new HashMap<>(), new TreeMap<>());
        }

        Baseline baseline() {
            return models.get(0).baseline();
        }

        /** Forgets all other hours. */
        void keep(Pane first, Pane last) {
            if (!hours.isEmpty()
                    && (hours.firstKey().compareTo(first) < 0 || hours.lastKey().compareTo(last) > 0)) {
                hours.headMap(first, false).clear();
                hours.tailMap(last, false).clear();
                series.values()
                        .forEach(known ->
                                known.ifPresent(each -> each.stretches.keySet().retainAll(hours.keySet())));
            }
        }
    }

    /** Whether the first so many are the very same objects. */
    private static boolean areSame(List<?> some, List<?> others, int count) {
        for (int i = 0; i < count; i++) {
            if (some.get(i) != others.get(i)) {
                return false;
            }
        }
        return true;
    }

    private final DriftSettings settings;
    private @Nullable Memory memory;

    public DriftWatch(DriftSettings settings) {
        this.settings = settings;
    }

    public DriftSettings settings() {
        return settings;
    }

    /** All series, by model, subgroup and kind: none before the first image. */
    public synchronized List<Drift> look(Snapshot snapshot, References references) {
        Optional<Pane> newest = snapshot.newest();
        List<WatchedModel> models = WatchedModel.current(snapshot);
        if (newest.isEmpty() || models.isEmpty()) {
            return List.of();
        }
        Memory known = memory;
        if (known == null
                || !known.models().equals(models)
                || !known.references().equals(references)) {
            known = new Memory(models, references);
            memory = known;
        }
        return new Look(known, snapshot.panes(), newest.get()).drifts();
    }

    /** Why a current model has no reference, in a sentence; empty where it has one, or is not current. */
    public Optional<String> whyNoReference(Snapshot snapshot, References references, String model) {
        return WatchedModel.named(snapshot, model)
                .filter(watched -> references
                        .of(watched.version(), watched.baseline().version())
                        .isEmpty())
                .map(watched -> noReference(watched, references, snapshot.panes()));
    }

    private String noReference(WatchedModel model, References references, SortedMap<Pane, PaneSums> panes) {
        return references
                        .unused(model.version(), model.baseline().version())
                        .map(why -> why + "; ")
                        .orElse("")
                + ReferenceMeasure.awaited(panes, model, settings.referencePeriod());
    }

    /** The first whole hour of the 24 that end with the newest pane. */
    private static Pane firstHour(Pane newest) {
        long oldest = newest.minus(HOURS * (long) PANES - 1).startMs();
        return new Pane(-Math.floorDiv(-oldest, HOUR.toMillis()) * HOUR.toMillis());
    }

    /** One look in the making. */
    private final class Look {
        private final Memory memory;
        private final SortedMap<Pane, PaneSums> panes;
        private final Pane newest;

        Look(Memory memory, SortedMap<Pane, PaneSums> panes, Pane newest) {
            this.memory = memory;
            this.panes = panes;
            this.newest = newest;
            Pane first = firstHour(newest);
            memory.keep(first, newest);
            for (Pane start = first; start.compareTo(newest) <= 0; start = start.minus(-PANES)) {
                List<PaneSums> current = panesOf(start);
                Hour before = memory.hours().get(start);
                if (before == null || !before.isOf(current)) {
                    memory.hours().put(start, Hour.of(current, memory.baseline()));
                }
            }
        }

        private List<PaneSums> panesOf(Pane hour) {
            return LongStream.range(0, PANES)
                    .mapToObj(i -> hour.minus(-i))
                    .takeWhile(pane -> pane.compareTo(newest) <= 0)
                    .map(pane -> panes.getOrDefault(pane, PaneSums.EMPTY))
                    .toList();
        }

        List<Drift> drifts() {
            var observed = new TreeSet<Subgroup>();
            memory.hours().values().forEach(hour -> observed.addAll(hour.subgroups()));
            var drifts = new ArrayList<Drift>();
            for (int i = 0; i < memory.models().size(); i++) {
                add(drifts, i, memory.models().get(i), observed);
            }
            return drifts;
        }

        private void add(List<Drift> drifts, int index, WatchedModel model, Set<Subgroup> observed) {
            Optional<Reference> reference =
                    memory.references().of(model.version(), model.baseline().version());
            var subgroups = new TreeSet<>(observed);
            // one that has no image any longer has drifted as well
            reference.ifPresent(kept -> subgroups.addAll(kept.subgroups().keySet()));
            String missing = reference.isPresent() ? "" : noReference(model, memory.references(), panes);
            for (Subgroup subgroup : subgroups) {
                for (DriftKind kind : DriftKind.of(model.isBaseline())) {
                    if (kind != DriftKind.SUBGROUP_SHARE || !subgroup.equals(Subgroup.ALL)) { // which is always 1
                        Drift.State state = reference
                                .map(kept -> state(new Key(index, subgroup, kind), model, kept))
                                .orElseGet(() -> new Drift.Unwatched(missing));
                        drifts.add(new Drift(model.version().name(), subgroup, kind, state));
                    }
                }
            }
        }

        private Drift.State state(Key key, WatchedModel model, Reference reference) {
            return memory.series()
                    .computeIfAbsent(
                            key,
                            absent -> DriftSeries.of(key.subgroup(), key.kind(), model, reference, settings)
                                    .map(Known::new))
                    .<Drift.State>map(this::watched)
                    .orElseGet(() -> new Drift.Unwatched(reference.nothingFor(key.subgroup(), key.kind())));
        }

        private Drift.Watched watched(Known known) {
            var mean = new DriftMean(known.over(memory.hours()));
            double statistic = mean.logMean();
            Pane first = newest.minus(mean.panes() - 1);
            OptionalLong since = mean.since();
            return new Drift.Watched(
                    statistic,
                    statistic >= settings.logThreshold(),
                    first,
                    mean.panes(),
                    since.isPresent() ? Optional.of(first.minus(-since.getAsLong())) : Optional.empty(),
                    known.series.parts());
        }
    }
}
