package io.penumbra.tally;

import java.util.Arrays;

/** Sums of arrays of counts. */
final class Counts {
    private Counts() {}

    static long[] plus(long[] a, long[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException("counts of " + a.length + " and of " + b.length + " classes");
        }
        long[] sum = a.clone();
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    static long sum(long[] counts) {
        return Arrays.stream(counts).sum();
    }
}
