package io.penumbra.tally;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * One task of the tally: adds each score to one cell of its store and, once a second, writes the cells that changed to the topic of
 * tallies as whole snapshots. A pane that is no longer retained is taken into the cell since the versions' start, and such a cell in which
 * nothing was counted for as long as versions are remembered goes. Cells of another layout are none. The strongest exemplars go the same way:
 * with their pane into the past, and when no cell counts their pair any longer.
 *
 * <p>All fields can be read off the store. A task that starts anew, perhaps in this very object after a transaction that failed, does so,
 * and writes all its cells once, since it cannot know which of them its predecessor still wrote.
 */
final class TallyProcessor implements Processor<byte[], byte[], Object, Object> {
    static final String TALLIES = "tallies";
    static final String EXEMPLARS = "exemplars";
    static final String DEAD_LETTERS = "dead-letters";
    /** Each one costs a cell in every leaf that it scores. */
    static final int MOST_LINEUPS = 1000;

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final TallySettings settings;
    private final TallyListener listener;
    private final ScoreReader reader;
    private final Lineups lineups = new Lineups();

    /** To be written, beside those that are open in the store. */
    private final Map<CellKey, Cell> changed = new LinkedHashMap<>();
    /** Seen at the newest pane there was, so that each has its place for as long as a pane is retained. */
    private final Recent<Subgroup> leaves;
    /** The lineups, seen by event time: when one is forgotten, so were all its cells. */
    private final Recent<Lineup> kept = new Recent<>(MOST_LINEUPS);

    /** The latest event time that counted when the clock was last looked at. */
    private long latestMs;

    private @Nullable Pane newest;
    private @Nullable Pane oldest;
    private @Nullable Pane folded;
    /** The oldest pane that is retained. */
    private @Nullable Pane horizon;

    private ProcessorContext<Object, Object> context;
    private CellStore store;
    private ExemplarStore exemplars;

    @SuppressWarnings("NullAway.Init") // by init
    TallyProcessor(TallySettings settings, TallyListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.reader = new ScoreReader(settings.attributes());
        this.leaves = new Recent<>(settings.maxLeaves());
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        this.store = context.getStateStore(CellStore.NAME);
        this.exemplars = context.getStateStore(ExemplarStore.NAME);
        changed.clear();
        leaves.clear();
        kept.clear();
        latestMs = Long.MIN_VALUE;
        newest = null;
        oldest = null;
        folded = null;
        horizon = null;
        try (var cells = store.all()) {
            cells.forEachRemaining(cell -> {
                if (cell.value != null) {
                    restore(cell.key, cell.value);
                }
            });
        }
        exemplars.restore();
        context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, this::write);
    }

    private void restore(CellKey key, Cell cell) {
        changed.put(key, cell);
        kept.see(cell.lineup(), lastMs(Pane.at(cell.lastMs())));
        cell.throughMs().ifPresent(ms -> leave(new Pane(ms)));
        key.pane().ifPresent(pane -> {
            meet(pane);
            if (!key.leaf().equals(Subgroup.OTHER)) {
                leaves.see(key.leaf(), pane.startMs());
            }
        });
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ScoreRead read = reader.read(record.value());
        if (read instanceof ScoreRead.Malformed malformed) {
            refuse(record, malformed.message());
        } else if (read instanceof ScoredImage image) {
            if (isAhead(image.timeMs())) {
                long ahead = image.timeMs() - context.currentSystemTimeMs();
                refuse(
                        record,
                        "event time " + image.timeMs() + " ms lies " + Duration.ofMillis(ahead)
                                + " ahead of the clock");
            } else {
                Pane pane = Pane.at(image.timeMs());
                CellSum cell = store.opened(CellKey.of(pane, image.leaf(), lineups.id(image.lineup())));
                if (cell == null || hasLeft(pane)) {
                    open(image, pane, record);
                } else {
                    cell.add(image);
                    exemplars.rank(image, pane.startMs(), record.value());
                }
            }
        }
    }

    /** Looks at the clock only where the last look does not tell. */
    private boolean isAhead(long timeMs) {
        if (timeMs > latestMs) {
            latestMs = context.currentSystemTimeMs() + settings.maxAhead().toMillis();
        }
        return timeMs > latestMs;
    }

    /** Counts an image where its cell has to be opened first. */
    private void open(ScoredImage image, Pane pane, Record<byte[], byte[]> record) {
        if (!kept.admit(image.lineup(), lastMs(pane))) {
            refuse(
                    record,
                    "the lineup of baseline " + image.lineup().baseline() + " and "
                            + image.lineup().candidates().size()
                            + " candidates is a new one, and the task keeps the counts of " + MOST_LINEUPS
                            + " already");
            return;
        }
        boolean late = hasLeft(pane);
        if (late) {
            listener.late();
        } else {
            meet(pane);
        }
        CellKey inPane =
                CellKey.of(pane, bounded(image.leaf(), newest == null ? pane : newest), lineups.id(image.lineup()));
        store.open(late ? inPane.sinceStart() : inPane, image.lineup()).add(image);
        exemplars.rank(image, late ? Skyband.PAST : pane.startMs(), record.value());
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

    /** Whether a pane is no longer retained, or was not under an earlier setting. */
    private boolean hasLeft(Pane pane) {
        return horizon != null && pane.compareTo(horizon) < 0 || folded != null && pane.compareTo(folded) <= 0;
    }

    private Subgroup bounded(Subgroup leaf, Pane now) {
        return leaves.admit(leaf, now.startMs()) ? leaf : Subgroup.OTHER;
    }

    private void write(long nowMs) {
        store.close(changed::put);
        fold(nowMs);
        changed.forEach((key, cell) -> send(key, cell, nowMs));
        exemplars.tell((key, list) ->
                context.forward(new Record<Object, Object>(key, list.isEmpty() ? null : list, nowMs), EXEMPLARS));
        if (!changed.isEmpty()) {
            changed.clear();
            context.commit(); // before more is counted, which would have to be put into the store once more
        }
    }

    /**
     * Takes the panes before the horizon into the cells since the versions' start, which are written before their panes are taken away, and
     * forgets what has not been counted in for too long.
     */
    private void fold(long nowMs) {
        if (newest == null || horizon == null || oldest == null || oldest.compareTo(horizon) >= 0) {
            return;
        }
        oldest = horizon;
        long rememberedMs = newest.startMs() - settings.remembered().toMillis();
        leaves.forget(horizon.startMs());
        kept.forget(rememberedMs);
        exemplars.retain(kept.elements());
        exemplars.leave(horizon);
        var panes = new ArrayList<KeyValue<CellKey, Cell>>();
        var forgotten = new ArrayList<CellKey>();
        try (var cells = store.all()) {
            while (cells.hasNext()) {
                var cell = cells.next();
                if (cell.key.pane().isPresent()) {
                    if (cell.key.pane().get().compareTo(horizon) >= 0) {
                        break; // keys sort by pane
                    }
                    panes.add(cell);
                } else if (cell.value != null && cell.value.lastMs() < rememberedMs) {
                    forgotten.add(cell.key);
                }
            }
        }
        forgotten.forEach(key -> drop(key, nowMs));
        fold(panes, nowMs);
    }

    private void fold(List<KeyValue<CellKey, Cell>> panes, long nowMs) {
        var sinceStart = new LinkedHashMap<CellKey, Cell>();
        for (var cell : panes) {
            if (cell.value == null) {
                continue; // of another layout
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
                new Record<Object, Object>(new TallyKey(context.taskId().partition(), key), cell, nowMs), TALLIES);
    }

    private void refuse(Record<byte[], byte[]> record, String message) {
        listener.malformed();
        var at = context.recordMetadata().orElseThrow();
        var cause = new DeadLetter.Cause(
                ScoreRead.Malformed.class.getName(), message, at.topic(), at.partition(), at.offset());
        var letter = DeadLetter.of(record.key(), record.value(), record.headers(), cause, DeadLetter.LARGEST);
        context.forward(
                new Record<Object, Object>(letter.key(), letter.value(), record.timestamp(), letter.headers()),
                DEAD_LETTERS);
    }
}
