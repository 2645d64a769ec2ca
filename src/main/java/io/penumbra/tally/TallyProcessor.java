package io.penumbra.tally;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One task of the tally: adds each score to one cell of its store and, once a second, writes the cells that changed to the topic of
 * tallies as whole snapshots. A pane that is no longer retained is taken into the cell since the versions' start.
 *
 * <p>All fields can be read off the store. A task that starts anew, perhaps in this very object after a transaction that failed, does so,
 * and writes all its cells once, since it cannot know which of them its predecessor still wrote.
 */
final class TallyProcessor implements Processor<byte[], byte[], Object, Object> {
    static final String STORE = "cells";
    static final String TALLIES = "tallies";
    static final String DEAD_LETTERS = "dead-letters";
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final TallySettings settings;
    private final TallyListener listener;
    private final ScoreReader reader;

    private final Map<CellKey, Cell> changed = new LinkedHashMap<>();
    private final Set<Subgroup> leaves = new HashSet<>();
    private @Nullable Pane newest;
    private @Nullable Pane oldest;
    private @Nullable Pane folded;
    private @Nullable Lineup lineup;
    private long lineupId;

    private ProcessorContext<Object, Object> context;
    private KeyValueStore<CellKey, Cell> store;

    @SuppressWarnings("NullAway.Init") // by init
    TallyProcessor(TallySettings settings, TallyListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.reader = new ScoreReader(settings.attributes());
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        this.store = context.getStateStore(STORE);
        changed.clear();
        leaves.clear();
        newest = null;
        oldest = null;
        folded = null;
        try (var cells = store.all()) {
            cells.forEachRemaining(cell -> {
                changed.put(cell.key, cell.value);
                leaves.add(cell.key.leaf());
                cell.key.pane().ifPresent(this::meet);
                cell.value.throughMs().ifPresent(ms -> leave(new Pane(ms)));
            });
        }
        context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, this::write);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ScoreRead read = reader.read(record.value());
        if (read instanceof ScoreRead.Malformed malformed) {
            refuse(record, malformed.message());
        } else if (read instanceof ScoredImage image) {
            long ahead = image.timeMs() - context.currentSystemTimeMs();
            if (ahead > settings.maxAhead().toMillis()) {
                refuse(record, "event time " + image.timeMs() + " ms lies " + Duration.ofMillis(ahead) + " ahead of the clock");
            } else {
                count(bounded(image));
            }
        }
    }

    private void count(ScoredImage image) {
        Pane pane = Pane.at(image.timeMs());
        CellKey key = CellKey.of(pane, image, idOf(image.lineup()));
        if (hasLeft(pane)) {
            key = key.sinceStart();
            listener.late();
        } else {
            meet(pane);
        }
        Cell before = changed.get(key);
        if (before == null) {
            before = store.get(key);
        }
        Cell cell = before == null ? Cell.of(image) : before.plus(image);
        store.put(key, cell);
        changed.put(key, cell);
    }

    private void meet(Pane pane) {
        newest = newest == null || pane.compareTo(newest) > 0 ? pane : newest;
        oldest = oldest == null || pane.compareTo(oldest) < 0 ? pane : oldest;
    }

    private void leave(Pane pane) {
        folded = folded == null || pane.compareTo(folded) > 0 ? pane : folded;
    }

    /** Whether a pane is no longer retained, or was not under an earlier setting. */
    private boolean hasLeft(Pane pane) {
        Pane horizon = horizon();
        return horizon != null && pane.compareTo(horizon) < 0 || folded != null && pane.compareTo(folded) <= 0;
    }

    /** The oldest pane that is retained. */
    private @Nullable Pane horizon() {
        return newest == null ? null : newest.minus(settings.retainedPanes() - 1);
    }

    private ScoredImage bounded(ScoredImage image) {
        if (leaves.contains(image.leaf()) || leaves.size() < settings.maxLeaves() && leaves.add(image.leaf())) {
            return image;
        }
        return image.in(Subgroup.OTHER);
    }

    private long idOf(Lineup scoring) {
        if (scoring != lineup) {
            lineup = scoring;
            lineupId = Lineups.id(scoring);
        }
        return lineupId;
    }

    private void write(long nowMs) {
        fold(nowMs);
        changed.forEach((key, cell) -> send(key, cell, nowMs));
        changed.clear();
    }

    /** Takes the panes before the horizon into the cells since the versions' start, which are written before their panes are taken away. */
    private void fold(long nowMs) {
        Pane horizon = horizon();
        if (horizon == null || oldest == null || oldest.compareTo(horizon) >= 0) {
            return;
        }
        var panes = new ArrayList<KeyValue<CellKey, Cell>>();
        oldest = horizon;
        try (var cells = store.all()) {
            while (cells.hasNext()) {
                var cell = cells.next();
                if (cell.key.pane().isPresent()) {
                    if (cell.key.pane().get().compareTo(horizon) >= 0) {
                        break; // keys sort by pane
                    }
                    panes.add(cell);
                }
            }
        }
        var sinceStart = new LinkedHashMap<CellKey, Cell>();
        for (var cell : panes) {
            CellKey key = cell.key.sinceStart();
            Cell sum = store.get(key);
            Cell through = cell.value.through(cell.key.pane().orElseThrow());
            sinceStart.put(key, sum == null ? through : sum.plus(through));
            store.put(key, sinceStart.get(key));
        }
        sinceStart.forEach((key, cell) -> send(key, cell, nowMs));
        for (var cell : panes) {
            store.delete(cell.key);
            send(cell.key, null, nowMs);
            changed.remove(cell.key);
            leave(cell.key.pane().orElseThrow());
        }
        changed.keySet().removeAll(sinceStart.keySet());
    }

    private void send(CellKey key, @Nullable Cell cell, long nowMs) {
        context.forward(new Record<Object, Object>(new TallyKey(context.taskId().partition(), key), cell, nowMs), TALLIES);
    }

    private void refuse(Record<byte[], byte[]> record, String message) {
        listener.malformed();
        byte[] value = record.value();
        if (value != null && value.length > DeadLetter.LARGEST_VALUE) {
            message += "; the value, " + value.length + " bytes, is left out";
            value = null;
        }
        var at = context.recordMetadata().orElseThrow();
        var headers = DeadLetter.headers(
                record.headers(), ScoreRead.Malformed.class.getName(), message, at.topic(), at.partition(), at.offset());
        context.forward(new Record<Object, Object>(record.key(), value, record.timestamp(), headers), DEAD_LETTERS);
    }
}
