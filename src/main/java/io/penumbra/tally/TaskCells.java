package io.penumbra.tally;

import io.penumbra.counts.Accepted;
import io.penumbra.counts.Cell;
import io.penumbra.counts.CellKey;
import io.penumbra.counts.CellSum;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.Pane;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.TallyKey;
import io.penumbra.exemplar.Skyband;
import io.penumbra.streams.LeftOut;
import io.penumbra.wire.CellCheck;
import io.penumbra.wire.Lineups;
import io.penumbra.wire.ScoreRead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cells and exemplars of one task. It knows in which cell an image counts, which cells changed, and which left.
 *
 * <p>All fields can be derived from the store. A task derives them when it starts, also when a failed transaction
 * revives this object. It then writes all its cells once, because it cannot know which of them its predecessor wrote.
 */
final class TaskCells {
    private static final Logger LOG = LoggerFactory.getLogger(TaskCells.class);
    /** A lineup without an image for this long loses its place to a new one, if there is no other. */
    private static final Duration UNUSED = Duration.ofDays(1);

    private final TallySettings settings;
    private final TallyListener listener;
    private final LeftOut leftOut;
    private final Lineups lineups = new Lineups();
    private final CellCheck check = new CellCheck();
    private final TaskHours hours;

    /** Cells to write, besides the open cells of the store. */
    private final Map<CellKey, Cell> changed = new LinkedHashMap<>();
    /** The lineups, each seen at the newest pane of its time. When one is forgotten, all its cells are forgotten. */
    private final Recent<Lineup> kept = new Recent<>(TallyProcessor.MOST_LINEUPS);

    private final Map<Long, Lineup> keptById = new HashMap<>();
    /** Lineups that lost their place and whose cells are still there. */
    private final Set<Lineup> freed = new HashSet<>();

    private @Nullable Pane newest;
    private @Nullable Pane oldest;
    private @Nullable Pane folded;
    /** The oldest pane that is retained. */
    private @Nullable Pane horizon;

    private long refreshedMs;

    private ProcessorContext<Object, Object> context;
    private CellStore store;
    private ExemplarStore exemplars;

    @SuppressWarnings("NullAway.Init") // by init
    TaskCells(TallySettings settings, TallyListener listener, LeftOut leftOut) {
        this.settings = settings;
        this.listener = listener;
        this.leftOut = leftOut;
        this.hours = new TaskHours(settings, leftOut);
    }

    void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        this.store = context.getStateStore(CellStore.NAME);
        this.exemplars = context.getStateStore(ExemplarStore.NAME);
        changed.clear();
        kept.clear();
        keptById.clear();
        freed.clear();
        newest = null;
        oldest = null;
        folded = null;
        horizon = null;
        long nowMs = nowMs(context);
        refreshedMs = nowMs; // all is written once now
        long latestMs = settings.latestMs(nowMs);
        var wrong = new ArrayList<CellKey>();
        try (var cells = store.all()) {
            cells.forEachRemaining(cell -> {
                if (cell.key == null || cell.value == null) {
                    return; // unreadable, or of another layout
                }
                try {
                    check.check(cell.key, cell.value);
                    restore(cell.key, cell.value, latestMs);
                } catch (IllegalArgumentException e) {
                    leftOut.leaveOut(
                            LeftOut.changelog(context, CellStore.NAME),
                            "the cell " + cell.key,
                            String.valueOf(e.getMessage()));
                    wrong.add(cell.key);
                }
            });
        }
        wrong.forEach(store::delete);
        hours.init(context, latestMs);
        exemplars.restore(latestMs, LeftOut.changelog(context, ExemplarStore.NAME), leftOut);
    }

    /** The clock. The context of a task that was just made says 0: it has not read the clock yet. */
    static long nowMs(ProcessorContext<?, ?> context) {
        long readMs = context.currentSystemTimeMs();
        return readMs == 0 ? Time.SYSTEM.milliseconds() : readMs;
    }

    private void restore(CellKey key, Cell cell, long latestMs) {
        changed.put(key, cell);
        kept.see(cell.lineup(), Math.max(lastMs(Pane.at(cell.lastMs())), seenMs(cell, latestMs)));
        keptById.put(key.lineup(), cell.lineup());
        if (cell.throughMs().isPresent() && cell.throughMs().getAsLong() <= latestMs) {
            leave(new Pane(cell.throughMs().getAsLong()));
        }
        key.pane().filter(pane -> pane.startMs() <= latestMs).ifPresent(this::meet);
    }

    /** How far event time had come when the cell since the start was last written. */
    private long seenMs(Cell cell, long latestMs) {
        long throughMs = cell.throughMs().orElse(Long.MIN_VALUE);
        return throughMs > Long.MIN_VALUE && throughMs <= latestMs
                ? lastMs(new Pane(throughMs)) + Pane.LENGTH.toMillis() * settings.retainedPanes()
                : Long.MIN_VALUE;
    }

    /**
     * Counts an image.
     *
     * @return the cell that counts it, or null if the task already keeps the most lineups
     */
    @Nullable
    CellKey count(ScoreRead.Given score) {
        ScoredImage image = score.image();
        Pane pane = Pane.at(image.timeMs());
        CellKey key = CellKey.of(pane, image.leaf(), lineups.id(image.lineup()));
        CellSum cell = store.opened(key);
        if (cell == null || hasLeft(pane)) {
            return open(score, pane);
        }
        cell.add(image);
        hours.count(image, key.lineup());
        exemplars.rank(score, pane.startMs());
        return key;
    }

    /**
     * Whether a lineup may be counted. An accepted one always may. For another one there is room, or it takes the place
     * of the lineup that is unused for longest, if that is a day or more.
     */
    private boolean admit(Lineup lineup, Pane pane) {
        Pane now = newest == null || pane.compareTo(newest) > 0 ? pane : newest;
        if (isAlwaysKept(lineup)) {
            kept.see(lineup, lastMs(now));
            return true;
        }
        if (!kept.contains(lineup)) {
            long unusedMs = now.startMs() - UNUSED.toMillis();
            for (var one = kept.makeRoom(unusedMs, this::isAlwaysKept);
                    one.isPresent();
                    one = kept.makeRoom(unusedMs, this::isAlwaysKept)) {
                freed.add(one.get());
            }
        }
        return kept.admit(lineup, lastMs(now));
    }

    /** Whether a lineup is accepted by its versions. Where any is, none has a place of its own. */
    private boolean isAlwaysKept(Lineup lineup) {
        return settings.accepted() != Accepted.ANY && settings.accepted().contains(lineup);
    }

    /** Drops the cells and the exemplars of lineups whose place another one took. */
    private void dropFreed(long nowMs) {
        freed.removeIf(kept::contains); // it came back
        if (freed.isEmpty()) {
            return;
        }
        LOG.warn(
                "the counts of {} lineups are dropped: new ones came, and these were unused for longest", freed.size());
        var keys = new ArrayList<CellKey>();
        try (var cells = store.all()) {
            cells.forEachRemaining(cell -> {
                if (cell.key != null && cell.value != null && freed.contains(cell.value.lineup())) {
                    keys.add(cell.key);
                }
            });
        }
        keys.forEach(key -> drop(key, nowMs));
        keptById.values().retainAll(kept.elements());
        exemplars.retain(kept.elements());
        freed.clear();
    }

    /** Counts an image after it has opened the cell. */
    private @Nullable CellKey open(ScoreRead.Given score, Pane pane) {
        ScoredImage image = score.image();
        if (!admit(image.lineup(), pane)) {
            return null;
        }
        boolean late = hasLeft(pane);
        if (late) {
            listener.late();
        }
        CellKey key = cell(image, pane);
        keptById.putIfAbsent(key.lineup(), image.lineup());
        store.open(key, image.lineup()).add(image);
        hours.count(image, key.lineup());
        exemplars.rank(score, late ? Skyband.PAST : pane.startMs());
        return key;
    }

    /** The cell for an image that comes now. */
    private CellKey cell(ScoredImage image, Pane pane) {
        boolean late = hasLeft(pane);
        if (!late) {
            meet(pane);
        }
        CellKey key = CellKey.of(pane, image.leaf(), lineups.id(image.lineup()));
        return late ? key.sinceStart() : key;
    }

    /** The id of a counted lineup, as in the keys of cells. */
    long id(Lineup lineup) {
        return lineups.id(lineup);
    }

    /** Whether the cells of a lineup are kept, by its id. */
    boolean keeps(long lineup) {
        return keptById.containsKey(lineup);
    }

    /** The lineup of a counted score; null if its cells were forgotten. */
    @Nullable
    Lineup lineup(CountedScore score) {
        return keptById.get(score.cell().lineup());
    }

    /**
     * Takes an image back from its cell and counts it with another label or leaf. If the cell was forgotten, nothing
     * counts the image, and this changes nothing. A cell is forgotten under a shorter earlier setting, or because it
     * has another layout.
     *
     * @param at the cell that counted it; its pane may have left the store since
     * @return the cell that counts it now
     */
    CellKey recount(String imageId, CellKey at, ScoredImage before, ScoredImage now) {
        Pane pane = Pane.at(now.timeMs());
        CellSum there = store.openIfThere(at, now.lineup());
        CellKey from = there == null ? at.sinceStart() : at;
        CellSum cell = there == null ? store.openIfThere(from, now.lineup()) : there;
        if (cell == null) {
            return at;
        }
        if (!cell.takeBackIfHeld(before)) {
            leftOut.leaveOut(
                    LeftOut.changelog(context, CellStore.NAME),
                    "what is known of the image " + imageId,
                    "the cell " + from + " does not contain it");
            return at;
        }
        CellKey to = before.leaf().equals(now.leaf()) ? from : cell(now, pane);
        store.open(to, now.lineup()).add(now);
        hours.recount(before, now, at.lineup());
        exemplars.change(imageId, now, pane.startMs());
        return to;
    }

    /** Drops the exemplars whose image ids are these. */
    void forget(Predicate<String> imageIds) {
        exemplars.forget(imageIds);
    }

    /** Writes an exemplar's key again, so that Kafka closes segments and compacts them. */
    void touch() {
        exemplars.touch();
    }

    private static long lastMs(Pane pane) {
        return pane.end().toEpochMilli() - 1;
    }

    private void meet(Pane pane) {
        if (newest == null || pane.compareTo(newest) > 0) {
            newest = pane;
            horizon = pane.minus(settings.retainedPanes() - 1);
        }
        oldest = oldest == null || pane.compareTo(oldest) < 0 ? pane : oldest;
    }

    private void leave(Pane pane) {
        folded = folded == null || pane.compareTo(folded) > 0 ? pane : folded;
    }

    /** Whether a pane is no longer retained, or left under an earlier setting. */
    private boolean hasLeft(Pane pane) {
        return horizon != null && pane.compareTo(horizon) < 0 || folded != null && pane.compareTo(folded) <= 0;
    }

    /** Writes the cells that changed, as whole snapshots, and folds the panes that are no longer retained. */
    void write(long nowMs) {
        store.close(changed::put);
        dropFreed(nowMs);
        fold(nowMs);
        refresh(nowMs);
        hours.write(nowMs, keptById::containsKey);
        changed.forEach((key, cell) -> {
            if (cell.scored() == 0) {
                store.delete(key); // its last image moved to another leaf
                send(key, null, nowMs);
            } else if (key.pane().isEmpty() && horizon != null) {
                Cell through = cell.through(horizon.minus(1)); // all panes before the horizon are in it now
                store.put(key, through);
                send(key, through, nowMs);
            } else {
                send(key, cell, nowMs);
            }
        });
        exemplars.tell((key, list) -> context.forward(
                new Record<Object, Object>(key, list.isEmpty() ? null : list, nowMs), TallyProcessor.EXEMPLARS));
        if (!changed.isEmpty()) {
            changed.clear();
            context.commit(); // now: images counted before the commit would make it put the cells into the store again
        }
    }

    /**
     * Writes again what does not change, so that the retention of the topics does not delete what still counts. It does
     * so four times within the retention.
     */
    private void refresh(long nowMs) {
        if (nowMs - refreshedMs < settings.remembered().toMillis() / 4) {
            return;
        }
        refreshedMs = nowMs;
        try (var cells = store.all()) {
            cells.forEachRemaining(cell -> {
                if (cell.key != null && cell.value != null) {
                    changed.putIfAbsent(cell.key, cell.value);
                }
            });
        }
        exemplars.refresh();
        hours.refresh();
    }

    /**
     * Adds the panes before the horizon to the cells since the versions' start. These cells are written before the
     * panes are deleted. Also forgets what has not been counted in for too long.
     */
    private void fold(long nowMs) {
        if (newest == null || horizon == null || oldest == null || oldest.compareTo(horizon) >= 0) {
            return;
        }
        oldest = horizon;
        long rememberedMs = rememberedMs(newest);
        kept.forget(rememberedMs);
        keptById.values().retainAll(kept.elements());
        exemplars.retain(kept.elements());
        exemplars.leave(horizon);
        var panes = new ArrayList<KeyValue<CellKey, Cell>>();
        var forgotten = new ArrayList<CellKey>();
        try (var cells = store.all()) {
            while (cells.hasNext()) {
                var cell = cells.next();
                if (cell.key == null) {
                    continue; // unreadable
                }
                if (cell.key.pane().isPresent()) {
                    if (cell.key.pane().get().compareTo(horizon) >= 0) {
                        break; // keys sort by pane
                    }
                    panes.add(cell);
                } else if (cell.value != null && !keptById.containsKey(cell.key.lineup())) {
                    forgotten.add(cell.key);
                }
            }
        }
        forgotten.forEach(key -> drop(key, nowMs));
        fold(panes, nowMs);
    }

    private long rememberedMs(Pane now) {
        return now.startMs() - settings.remembered().toMillis();
    }

    private void fold(List<KeyValue<CellKey, Cell>> panes, long nowMs) {
        var sinceStart = new LinkedHashMap<CellKey, Cell>();
        for (var cell : panes) {
            if (cell.value == null || cell.value.scored() == 0) {
                continue; // another layout, or its last image moved to another leaf
            }
            CellKey key = cell.key.sinceStart();
            Cell sum = store.get(key);
            Cell through = cell.value.through(cell.key.pane().orElseThrow());
            sinceStart.put(key, sum == null ? through : sum.plus(through));
            store.put(key, sinceStart.get(key));
        }
        sinceStart.forEach((key, cell) -> send(key, cell, nowMs));
        for (var cell : panes) {
            drop(cell.key, nowMs);
            leave(cell.key.pane().orElseThrow());
        }
        changed.keySet().removeAll(sinceStart.keySet());
    }

    private void drop(CellKey key, long nowMs) {
        store.delete(key);
        send(key, null, nowMs);
        changed.remove(key);
    }

    private void send(CellKey key, @Nullable Cell cell, long nowMs) {
        context.forward(
                new Record<Object, Object>(new TallyKey(context.taskId().partition(), key), cell, nowMs),
                TallyProcessor.TALLIES);
    }
}
