package io.penumbra.tally;

import io.penumbra.counts.Snapshot;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the last snapshot for up to one second, so that a scrape and the calls beside it see the same one. After an image
 * was forgotten it takes a new one at once: what was made for the snapshot before may name the image.
 */
final class LatestSnapshot {
    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

    private record Taken(Optional<Snapshot> snapshot, long nanos, long forgotten) {}

    private final Supplier<Optional<Snapshot>> view;
    private final LongSupplier nanos;
    private final LongSupplier forgotten;
    private @Nullable Taken last;

    /**
     * @param nanos a clock in nanoseconds, for example {@link System#nanoTime}
     * @param forgotten another number after each image that was forgotten
     */
    LatestSnapshot(Supplier<Optional<Snapshot>> view, LongSupplier nanos, LongSupplier forgotten) {
        this.view = view;
        this.nanos = nanos;
        this.forgotten = forgotten;
    }

    synchronized Optional<Snapshot> get() {
        long now = nanos.getAsLong();
        long version = forgotten.getAsLong();
        Taken taken = last;
        if (taken == null
                || taken.snapshot.isEmpty()
                || taken.forgotten != version
                || now - taken.nanos >= LONGEST_NANOS) {
            taken = new Taken(view.get(), now, version);
            last = taken;
        }
        return taken.snapshot;
    }
}
