package io.penumbra.statistics;

import java.util.Arrays;

/**
 * The counts of panes in their order. It keeps them in arrays, since a look at drift counts several hundred thousand
 * panes. Used by one thread.
 */
public final class PairedRun {
    private static final int FIELDS = 3;

    private long[] counts;
    private int size;

    /** @param capacity panes that have room without growing */
    public PairedRun(int capacity) {
        counts = new long[FIELDS * Math.max(1, capacity)];
    }

    /** These panes, in their order. */
    public static PairedRun of(Iterable<PairedCounts> panes) {
        var run = new PairedRun(1);
        panes.forEach(run::add);
        return run;
    }

    /** Adds a pane behind the others. */
    public void add(PairedCounts pane) {
        if (FIELDS * size == counts.length) {
            counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        counts[FIELDS * size] = pane.regressions();
        counts[FIELDS * size + 1] = pane.fixes();
        counts[FIELDS * size + 2] = pane.same();
        size++;
    }

    /** Forgets all panes and keeps the room. */
    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    long regressions(int pane) {
        return counts[FIELDS * pane];
    }

    long fixes(int pane) {
        return counts[FIELDS * pane + 1];
    }

    long same(int pane) {
        return counts[FIELDS * pane + 2];
    }

    /** Whether two panes have the same counts. */
    public boolean isSame(int pane, int other) {
        return regressions(pane) == regressions(other) && fixes(pane) == fixes(other) && same(pane) == same(other);
    }

    /** The counts of all panes together. */
    public PairedCounts sum() {
        long regressions = 0;
        long fixes = 0;
        long same = 0;
        for (int i = 0; i < size; i++) {
            regressions = Math.addExact(regressions, regressions(i));
            fixes = Math.addExact(fixes, fixes(i));
            same = Math.addExact(same, same(i));
        }
        return new PairedCounts(regressions, fixes, same);
    }
}
