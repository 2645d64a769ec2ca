package io.penumbra.process;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Shows the progress of long work on standard error, about once a second. A terminal shows a bar that is redrawn;
 * elsewhere each update is a line.
 */
public final class Counter {
    private static final int BAR = 30;

    private final PrintStream err = System.err;
    private final boolean terminal = System.console() != null;
    private final long total;
    private final long startNanos = System.nanoTime();
    private long printedNanos = startNanos;
    private long done;

    /** @param total number of images, or 0 if it is unknown */
    public Counter(long total) {
        this.total = total;
    }

    /** Reports that {@code count} images are done. Threads may report in any order. */
    public synchronized void at(long count) {
        done = Math.max(done, count);
        long now = System.nanoTime();
        if (now - printedNanos >= TimeUnit.SECONDS.toNanos(1)) {
            printedNanos = now;
            print(terminal ? "\r" : "", terminal ? "" : System.lineSeparator());
        }
    }

    public synchronized void end() {
        print(terminal ? "\r" : "", System.lineSeparator());
    }

    private void print(String before, String after) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        double perSecond = done / Math.max(seconds, 1e-9);
        String bar = terminal && total > 0 ? bar() : "";
        String of = total == 0 ? "" : format(" of %,d", total);
        String left = total > done && done > 0 ? format(", %,.0f s left", (total - done) / perSecond) : "";
        err.print(before
                + bar
                + format("%,d%s images, %.0f/s%s", done, of, perSecond, left)
                + (terminal ? "   " : "")
                + after);
        err.flush();
    }

    private String bar() {
        int full = (int) (BAR * Math.min(done, total) / total);
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "] ";
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
