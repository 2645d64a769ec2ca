package io.penumbra.tally;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The snapshot that was taken last, for up to a second: a scrape and the calls beside it read all cells once. */
final class LatestSnapshot {
    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

    private record Taken(Snapshot snapshot, long nanos) {}

    private final Supplier<Snapshot> cells;
    private final LongSupplier nanos;
    private @Nullable Taken last;

    /** @param nanos a clock, as {@link System#nanoTime} is one */
    LatestSnapshot(Supplier<Snapshot> cells, LongSupplier nanos) {
        this.cells = cells;
        this.nanos = nanos;
    }

    synchronized Snapshot get() {
        long now = nanos.getAsLong();
        Taken taken = last;
        if (taken == null || now - taken.nanos >= LONGEST_NANOS) {
            taken = new Taken(cells.get(), now);
            last = taken;
        }
        return taken.snapshot;
    }
}
