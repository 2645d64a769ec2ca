package io.penumbra.statistics;

import java.util.Arrays;

/**
 * Counts at the few places of a long row that have any, several for each place. Additive and immutable; only places
 * with a count are kept.
 */
public final class SparseCounts {
    final int width;
    final int[] places;
    final long[] counts;

    private SparseCounts(int width, int[] places, long[] counts) {
        this.width = width;
        this.places = places;
        this.counts = counts;
    }

    /** No counts, {@code width} of them for each place. */
    static SparseCounts none(int width) {
        return new SparseCounts(width, new int[0], new long[0]);
    }

    /**
     * Counts from what {@link #places()} and {@link #counts()} return. The arrays are not copied.
     *
     * @param width counts of each place
     * @param end where the row ends
     * @param places ascending, each in 0 to {@code end} − 1
     * @param counts {@code width} for each place
     */
    public static SparseCounts of(int width, int end, int[] places, long[] counts) {
        if (counts.length != width * places.length) {
            throw new IllegalArgumentException(
                    places.length + " places must have " + width + " counts each, found " + counts.length + " in all");
        }
        for (int i = 0; i < places.length; i++) {
            if (places[i] < 0 || places[i] >= end || i > 0 && places[i] <= places[i - 1]) {
                throw new IllegalArgumentException("places must ascend within 0 to " + (end - 1) + ": " + places[i]);
            }
        }
        return new SparseCounts(width, places, checked(counts));
    }

    private static long[] checked(long[] counts) {
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("counts must not be negative: " + count);
            }
        }
        return counts;
    }

    /** The places that have a count, ascending. */
    public int[] places() {
        return places.clone();
    }

    /** The counts of each place, place by place. */
    public long[] counts() {
        return counts.clone();
    }

    public boolean isEmpty() {
        return places.length == 0;
    }

    /** The sums of both, place by place. */
    public SparseCounts plus(SparseCounts other) {
        return isEmpty() ? other : merge(other, 1);
    }

    /**
     * What is left, place by place.
     *
     * @throws IllegalArgumentException if {@code part} has more than this anywhere
     */
    public SparseCounts minus(SparseCounts part) {
        return merge(part, -1);
    }

    private SparseCounts merge(SparseCounts other, int sign) {
        if (width != other.width) {
            throw new IllegalArgumentException(
                    "cannot combine " + width + " counts a place with " + other.width + ", expected equal numbers");
        }
        if (other.isEmpty()) {
            return this;
        }
        int[] merged = new int[places.length + other.places.length];
        long[] sums = new long[width * merged.length];
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < places.length || theirs < other.places.length) {
            int place = Math.min(
                    mine < places.length ? places[mine] : Integer.MAX_VALUE,
                    theirs < other.places.length ? other.places[theirs] : Integer.MAX_VALUE);
            if (mine < places.length && places[mine] == place) {
                add(mine++, 1, sums, size);
            }
            if (theirs < other.places.length && other.places[theirs] == place) {
                other.add(theirs++, sign, sums, size);
            }
            merged[size] = place;
            if (anyAt(sums, size)) {
                size++;
            }
        }
        return new SparseCounts(width, Arrays.copyOf(merged, size), checked(Arrays.copyOf(sums, width * size)));
    }

    private void add(int from, int sign, long[] sums, int to) {
        for (int i = 0; i < width; i++) {
            sums[width * to + i] += sign * counts[width * from + i];
        }
    }

    private boolean anyAt(long[] sums, int at) {
        for (int i = 0; i < width; i++) {
            if (sums[width * at + i] != 0) {
                return true;
            }
        }
        return false;
    }

    /** A part of the row, as a row that begins at 0. */
    public SparseCounts slice(int from, int to) {
        int first = index(from);
        int end = index(to);
        int[] moved = Arrays.copyOfRange(places, first, end);
        for (int i = 0; i < moved.length; i++) {
            moved[i] -= from;
        }
        return new SparseCounts(width, moved, Arrays.copyOfRange(counts, width * first, width * end));
    }

    /** The index of the first place at or behind {@code place}. */
    private int index(int place) {
        int found = Arrays.binarySearch(places, place);
        return found < 0 ? -found - 1 : found;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof SparseCounts s
                && width == s.width
                && Arrays.equals(places, s.places)
                && Arrays.equals(counts, s.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(places) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return Arrays.toString(places) + Arrays.toString(counts);
    }
}
