package io.penumbra.tally;

import io.penumbra.counts.Snapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The snapshot that was taken last, for up to a second: a scrape and the calls beside it look at the same one. */
final class LatestSnapshot {
    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

    private record Taken(Optional<Snapshot> snapshot, long nanos) {}

    private final Supplier<Optional<Snapshot>> view;
    private final LongSupplier nanos;
    private @Nullable Taken last;

    /** @param nanos a clock, as {@link System#nanoTime} is one */
    LatestSnapshot(Supplier<Optional<Snapshot>> view, LongSupplier nanos) {
        this.view = view;
        this.nanos = nanos;
    }

    synchronized Optional<Snapshot> get() {
        long now = nanos.getAsLong();
        Taken taken = last;
        if (taken == null || taken.snapshot.isEmpty() || now - taken.nanos >= LONGEST_NANOS) {
            taken = new Taken(view.get(), now);
            last = taken;
        }
        return taken.snapshot;
    }
}
