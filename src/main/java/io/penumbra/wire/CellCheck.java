package io.penumbra.wire;

import io.penumbra.counts.Cell;
import io.penumbra.counts.CellKey;
import io.penumbra.counts.Pane;
import java.time.Instant;

/** Checks that a cell that was read belongs under its key. Used by one thread. */
public final class CellCheck {
    private final Lineups lineups = new Lineups();

    /**
     * Checks a cell and its key.
     *
     * @throws IllegalArgumentException if the cell cannot stand there
     */
    public void check(CellKey key, Cell cell) {
        key.leaf().checkLeaf();
        long lineup = lineups.id(cell.lineup());
        if (key.lineup() != lineup) {
            throw new IllegalArgumentException("the key has the lineup " + key.lineup() + " and the cell " + lineup);
        }
        long firstMs = key.pane().map(Pane::startMs).orElse(Long.MIN_VALUE);
        long lastMs = key.pane().map(pane -> pane.end().toEpochMilli() - 1).orElse(Long.MAX_VALUE);
        if (cell.firstMs() > cell.lastMs()
                || cell.firstMs() < -ScoreReader.FARTHEST_MS
                || cell.lastMs() > ScoreReader.FARTHEST_MS
                || cell.firstMs() < firstMs
                || cell.lastMs() > lastMs) {
            throw new IllegalArgumentException("its images are of " + cell.firstMs() + " to " + cell.lastMs()
                    + " ms, expected times in the pane of the key");
        }
        if (key.pane().isPresent() && cell.throughMs().isPresent()) {
            throw new IllegalArgumentException("a cell of one pane says that it holds others");
        }
        cell.throughMs().ifPresent(Pane::new);
    }

    /**
     * Refuses a cell of the future. It would move the windows away from all that is real.
     *
     * @param latestMs no image can be later, in milliseconds since the epoch
     */
    public static void checkTime(Cell cell, long latestMs) {
        checkTime(cell.lastMs(), latestMs);
        cell.throughMs().ifPresent(ms -> checkTime(ms, latestMs));
    }

    /** Refuses a time of the future, in milliseconds since the epoch, with an {@link IllegalArgumentException}. */
    public static void checkTime(long ms, long latestMs) {
        if (ms > latestMs) {
            throw new IllegalArgumentException(
                    "its time is " + Instant.ofEpochMilli(ms) + ", expected at most " + Instant.ofEpochMilli(latestMs));
        }
    }
}
