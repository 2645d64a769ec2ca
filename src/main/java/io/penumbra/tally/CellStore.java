package io.penumbra.tally;

import io.penumbra.counts.Cell;
import io.penumbra.counts.CellKey;
import io.penumbra.counts.CellSum;
import io.penumbra.counts.Lineup;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The cells of one task. A cell stays open while images are counted in it. */
final class CellStore extends OpenStore<CellKey, Cell> {
    static final String NAME = "cells";

    private final Map<CellKey, CellSum> open = new HashMap<>();
    /** Whether an open cell may hold more than the store does. */
    private boolean ahead;

    CellStore(KeyValueStore<CellKey, Cell> store) {
        super(store);
    }

    /** The open cell of a key, or null if it is not open. */
    @Nullable
    CellSum opened(CellKey key) {
        ahead = true;
        return open.get(key);
    }

    /** Opens a cell. A cell that the store does not have begins empty. */
    CellSum open(CellKey key, Lineup lineup) {
        ahead = true;
        return open.computeIfAbsent(key, absent -> {
            var sum = new CellSum(lineup);
            Cell before = store.get(key);
            return before == null ? sum : sum.add(before);
        });
    }

    /** Opens a cell that the store has; null if it has none. */
    @Nullable
    CellSum openIfThere(CellKey key, Lineup lineup) {
        CellSum sum = open.get(key);
        return sum == null && store.get(key) == null ? null : open(key, lineup);
    }

    /** Closes all open cells and passes on what each of them holds. */
    void close(BiConsumer<CellKey, Cell> opened) {
        open.forEach((key, sum) -> {
            Cell cell = sum.cell();
            if (ahead) {
                store.put(key, cell);
            }
            opened.accept(key, cell);
        });
        clearCache();
    }

    /** Reads a cell that is not open. */
    @Nullable
    Cell get(CellKey key) {
        return store.get(key);
    }

    /** Replaces a cell that is not open. */
    void put(CellKey key, Cell cell) {
        store.put(key, cell);
    }

    /** Deletes a cell that is not open. */
    void delete(CellKey key) {
        store.delete(key);
    }

    /**
     * All cells that are not open, sorted by pane; the cells without a pane come first. A cell of another layout has
     * the value null.
     */
    KeyValueIterator<CellKey, Cell> all() {
        return store.all();
    }

    @Override
    public void flushCache() {
        if (ahead) {
            open.forEach((key, sum) -> store.put(key, sum.cell()));
            ahead = false;
        }
    }

    @Override
    public void clearCache() {
        open.clear();
        ahead = false;
    }
}
