package io.penumbra;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Progress of long work on standard error, about once a second. */
final class Counter {
    private final PrintStream err = System.err;
    private final long total;
    private final long startNanos = System.nanoTime();
    private long printedNanos = startNanos;
    private long done;

    /** @param total how many there will be, or 0 if that is not known */
    Counter(long total) {
        this.total = total;
    }

    /** So many are done; from any thread, and not always in order. */
    synchronized void at(long count) {
        done = Math.max(done, count);
        long now = System.nanoTime();
        if (now - printedNanos >= TimeUnit.SECONDS.toNanos(1)) {
            printedNanos = now;
            print();
        }
    }

    synchronized void end() {
        print();
    }

    private void print() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        String of = total == 0 ? "" : String.format(Locale.ROOT, " of %,d", total);
        err.printf(Locale.ROOT, "%,d%s images, %.0f/s%n", done, of, done / Math.max(seconds, 1e-9));
    }
}
