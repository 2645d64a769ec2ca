package io.penumbra.tally;

import io.penumbra.counts.Accepted;
import io.penumbra.counts.Cell;
import io.penumbra.counts.HourCounts;
import io.penumbra.counts.HourSeries;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.TallyKey;
import io.penumbra.counts.WindowSums;
import io.penumbra.wire.HourWire;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * An instance's copy of all cells of all tasks, and the sums of its windows. Nothing can be lost here: the cells are
 * read again from their topic, and the sums are made again at the first question.
 */
final class CellView {
    static final String NAME = "view";

    private @Nullable KeyValueStore<TallyKey, Cell> store;
    private @Nullable WindowSums sums;
    private HourSeries hours = new HourSeries();

    /**
     * Supplies processors that keep this view up to date. The view reads the store of the latest one to be initialised.
     *
     * @param cellReader reads the cells on the topic of tallies
     * @param hourReader reads the hours on it
     */
    ProcessorSupplier<byte[], byte[], Void, Void> processors(
            TopicReader<TallyKey, Cell> cellReader, TopicReader<TallyKey, HourCounts> hourReader) {
        forgetHours(); // a new topology reads the whole topic again
        return () -> new ContextualProcessor<>() {
            @Override
            public void init(ProcessorContext<Void, Void> context) {
                super.init(context);
                open(context.getStateStore(NAME));
            }

            @Override
            public void process(Record<byte[], byte[]> record) {
                if (HourWire.isKey(record.key())) {
                    hourReader.read(context(), record, CellView.this::take);
                } else {
                    cellReader.read(context(), record, CellView.this::take);
                }
            }
        };
    }

    private synchronized void open(KeyValueStore<TallyKey, Cell> cells) {
        store = cells;
        sums = null;
    }

    private synchronized void forgetHours() {
        hours = new HourSeries();
    }

    private synchronized void take(TallyKey key, @Nullable HourCounts hour) {
        hours.change(key, hour);
    }

    private synchronized void take(TallyKey key, @Nullable Cell cell) {
        KeyValueStore<TallyKey, Cell> cells = opened();
        WindowSums windows = sums;
        Cell before = windows == null ? null : cells.get(key);
        if (cell == null) {
            cells.delete(key);
        } else {
            cells.put(key, cell);
        }
        if (windows != null) {
            windows.change(key, before, cell);
        }
    }

    private KeyValueStore<TallyKey, Cell> opened() {
        if (store == null) {
            throw new IllegalStateException("the view has no store: no processor was initialised");
        }
        return store;
    }

    /** The present sums, with any version as the current one; empty while there is no store. */
    Optional<Snapshot> snapshot() {
        return snapshot(Accepted.ANY);
    }

    /** The present sums, with accepted versions as the current ones; empty while there is no store. */
    synchronized Optional<Snapshot> snapshot(Accepted accepted) {
        KeyValueStore<TallyKey, Cell> cells = store;
        if (cells == null || !cells.isOpen()) {
            return Optional.empty();
        }
        WindowSums windows = sums;
        if (windows == null) {
            windows = new WindowSums(of(cells));
            sums = windows;
        }
        return Optional.of(windows.snapshot(accepted, hours));
    }

    private static WindowSums.Cells of(KeyValueStore<TallyKey, Cell> store) {
        return new WindowSums.Cells() {
            @Override
            public @Nullable Cell get(TallyKey key) {
                return store.get(key);
            }

            @Override
            public void forEach(BiConsumer<TallyKey, Cell> each) {
                try (var all = store.all()) {
                    all.forEachRemaining(entry -> each.accept(entry.key, entry.value));
                }
            }
        };
    }
}
