package io.penumbra.counts;

/** Sums and differences of arrays of counts. */
public final class Counts {
    private Counts() {}

    static long[] plus(long[] a, long[] b) {
        checkSame(a, b);
        long[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    static long[] minus(long[] a, long[] b) {
        checkSame(a, b);
        long[] rest = a.clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= b[i];
        }
        return rest;
    }

    private static void checkSame(long[] a, long[] b) {
        if (a.length != b.length) {
            throw new IllegalArgumentException(
                    "cannot combine " + a.length + " counts with " + b.length + ", expected equal numbers");
        }
    }

    static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
