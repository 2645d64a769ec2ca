package io.penumbra.tally;

import io.penumbra.counts.Snapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps the last snapshot for up to one second, so that a scrape and the calls beside it see the same one. */
final class LatestSnapshot {
    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

    private record Taken(Optional<Snapshot> snapshot, long nanos) {}

    private final Supplier<Optional<Snapshot>> view;
    private final LongSupplier nanos;
    private @Nullable Taken last;

    /** @param nanos a clock in nanoseconds, for example {@link System#nanoTime} */
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
