package io.penumbra.tally;

import java.util.OptionalLong;

/** A sum of cells of one lineup in the making. */
final class CellSum {
    private final Lineup lineup;
    private final long[] counts;
    private long firstMs = Long.MAX_VALUE;
    private long lastMs = Long.MIN_VALUE;

    CellSum(Lineup lineup) {
        this.lineup = lineup;
        this.counts = new long[CountLayout.of(lineup).size()];
    }

    void add(Cell cell) {
        long[] more = cell.counts();
        for (int i = 0; i < counts.length; i++) {
            counts[i] += more[i];
        }
        firstMs = Math.min(firstMs, cell.firstMs());
        lastMs = Math.max(lastMs, cell.lastMs());
    }

    Cell sum() {
        return new Cell(lineup, counts, firstMs, lastMs, OptionalLong.empty());
    }
}
