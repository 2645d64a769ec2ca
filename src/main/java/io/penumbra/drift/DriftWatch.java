package io.penumbra.drift;

import io.penumbra.counts.Pane;
import io.penumbra.counts.PaneSums;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import io.penumbra.statistics.DriftLevel;
import io.penumbra.statistics.DriftStatistic;
import io.penumbra.statistics.PairedRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what has drifted. The answer is a pure function of the panes of each horizon and of the references. A
 * restart, a rebalance or another instance gives the same answer. Panes that arrive late or are corrected give what a
 * replay in order gives.
 *
 * <p>The statistic begins at the first whole hour of the last 24 hours, or day of the last 30 days, or at the end of the reference's period if that is
 * later. {@link DriftStatistic} explains why this start and the open pane keep the mean time to a false alarm.
 */
public final class DriftWatch {
    /** A series of the model with this index. */
    private record Key(int model, Subgroup subgroup, DriftKind kind, Horizon horizon) {}

    /** The tracks for one choice of versions and references. */
    private static final class Memory {
        final List<WatchedModel> models;
        final References references;
        final Map<Key, Optional<DriftTrack>> tracks = new HashMap<>();
        /** Room for the counts of each part of a series. */
        final List<PairedRun> runs;

        private final Map<Horizon, WatchedPanes> panes = new EnumMap<>(Horizon.class);

        Memory(List<WatchedModel> models, References references) {
            this.models = models;
            this.references = references;
            this.runs = IntStream.range(0, DriftSeries.mostParts(models.get(0).classes()))
                    .mapToObj(part -> new PairedRun(Horizon.DAY.panesPerGroup()))
                    .toList();
        }

        /** The step from the last look. Empty if there was none, or if its panes go on after these. */
        Optional<DriftTrack.Step> step(Horizon horizon, WatchedPanes now) {
            return Optional.ofNullable(panes.put(horizon, now))
                    .filter(now::follow)
                    .map(then -> new DriftTrack.Step(then, now.changedSince(then)));
        }
    }

    private static final int HOURS_OF_A_DAY = 24;

    private final DriftSettings settings;
    private @Nullable Memory memory;

    public DriftWatch(DriftSettings settings) {
        this.settings = settings;
    }

    public DriftSettings settings() {
        return settings;
    }

    /** All series, by model, subgroup and kind. Empty before the first image. */
    public synchronized List<Drift> look(Snapshot snapshot, References references) {
        Optional<Pane> newest = snapshot.newest();
        List<WatchedModel> models = WatchedModel.current(snapshot);
        if (newest.isEmpty() || models.isEmpty()) {
            return List.of();
        }
        Memory known = memory;
        if (known == null || !known.models.equals(models) || !known.references.equals(references)) {
            known = new Memory(models, references);
            memory = known;
        }
        return new Look(known, snapshot, newest.get()).drifts();
    }

    /** Why a current model has no reference, in a sentence. Empty if it has one or is not current. */
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

    /** The work of one look. */
    private final class Look {
        private final Memory memory;
        private final Snapshot snapshot;
        private final Map<Horizon, WatchedPanes> panes = new EnumMap<>(Horizon.class);
        private final Map<Horizon, Optional<DriftTrack.Step>> steps = new EnumMap<>(Horizon.class);

        Look(Memory memory, Snapshot snapshot, Pane newest) {
            this.memory = memory;
            this.snapshot = snapshot;
            for (Horizon horizon : Horizon.values()) {
                WatchedPanes now = WatchedPanes.of(horizon.panes(snapshot), newest, horizon);
                panes.put(horizon, now);
                steps.put(horizon, memory.step(horizon, now));
            }
        }

        List<Drift> drifts() {
            var drifts = new ArrayList<Drift>(memory.tracks.size());
            for (int i = 0; i < memory.models.size(); i++) {
                add(drifts, i, memory.models.get(i));
            }
            return drifts;
        }

        private void add(List<Drift> drifts, int index, WatchedModel model) {
            Optional<Reference> reference =
                    memory.references.of(model.version(), model.baseline().version());
            var subgroups = new TreeSet<>(snapshot.window(Window.DAY).keySet());
            // a subgroup whose images stopped has drifted, too
            reference.ifPresent(kept -> subgroups.addAll(kept.subgroups().keySet()));
            String missing = reference.isPresent() ? "" : noReference(model, memory.references, snapshot.panes());
            for (Subgroup subgroup : subgroups) {
                for (DriftKind kind : DriftKind.of(model.isBaseline())) {
                    if (kind != DriftKind.SUBGROUP_SHARE
                            || !subgroup.equals(Subgroup.ALL)) { // the share of all is always 1
                        for (Horizon horizon : Horizon.values()) {
                            if (!horizon.watches(subgroup)) {
                                continue;
                            }
                            Drift.State state = reference
                                    .map(kept -> state(new Key(index, subgroup, kind, horizon), model, kept))
                                    .orElseGet(() -> new Drift.Unwatched(missing));
                            // why a series is not watched is said once
                            if (horizon == Horizon.DAY || state instanceof Drift.Watched) {
                                drifts.add(new Drift(model.version().name(), subgroup, kind, horizon, state));
                            }
                        }
                    }
                }
            }
        }

        private Drift.State state(Key key, WatchedModel model, Reference reference) {
            return memory.tracks
                    .computeIfAbsent(
                            key,
                            absent -> DriftSeries.of(key.subgroup(), key.kind(), model, reference, settings)
                                    .map(series -> new DriftTrack(series, memory.runs)))
                    .<Drift.State>map(track -> watched(key.horizon(), track))
                    .orElseGet(() -> new Drift.Unwatched(reference.nothingFor(key.subgroup(), key.kind())));
        }

        private Drift.Watched watched(Horizon horizon, DriftTrack track) {
            WatchedPanes now = Objects.requireNonNull(panes.get(horizon));
            DriftLevel level = track.over(now, Objects.requireNonNull(steps.get(horizon)));
            double statistic = level.logMean();
            int from = track.series().firstOf(now);
            boolean alarm = statistic >= settings.logThreshold(horizon) && lasts(horizon, now, track, level);
            OptionalLong since = level.since();
            Optional<Shift> shift = alarm && since.isPresent()
                    ? track.series().shift(now, from + (int) since.getAsLong(), level.part())
                    : Optional.empty();
            return new Drift.Watched(
                    statistic,
                    alarm,
                    now.start(from),
                    level.panes(),
                    since.isPresent() ? Optional.of(now.start(from + (int) since.getAsLong())) : Optional.empty(),
                    track.series().parts(),
                    shift);
        }

        /**
         * Whether drift over days goes on. Its evidence may outlast it by days, so the figure of the newest 24 hours that
         * have one has to lie beyond the reference. That only takes alarms away.
         */
        private boolean lasts(Horizon horizon, WatchedPanes now, DriftTrack track, DriftLevel level) {
            return horizon == Horizon.DAY || track.series().isOutside(now, HOURS_OF_A_DAY, level.part());
        }
    }
}
