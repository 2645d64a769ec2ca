package io.penumbra.drift;

import io.penumbra.counts.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The latest look at drift, which is kept for a while. Panes are a minute long, so that a look some seconds old says
 * the same. Whoever asks often, as Prometheus and pages do, waits for none.
 */
public final class LatestLook {
    /**
     * What a look found.
     *
     * @param snapshot the counts that it looked at
     * @param drifts all series, by model, subgroup and kind
     */
    public record Found(Snapshot snapshot, List<Drift> drifts) {}

    private record Kept(Found found, List<WatchedModel> models, References references, long nanos) {}

    private final DriftWatch watch;
    private final long keptNanos;
    private final LongSupplier nanoTime;

    private volatile @Nullable Kept last;

    /**
     * @param kept how long a look is kept
     * @param nanoTime as {@link System#nanoTime()}
     */
    public LatestLook(DriftWatch watch, Duration kept, LongSupplier nanoTime) {
        this.watch = watch;
        this.keptNanos = kept.toNanos();
        this.nanoTime = nanoTime;
    }

    /** The latest look. A new one if that is too old, or if other versions or references are current now. */
    public Found look(Snapshot snapshot, References references) {
        return known(snapshot, references).orElseGet(() -> lookUnlessKnown(snapshot, references));
    }

    /** One thread looks, and those that have waited for it take what it found. */
    private synchronized Found lookUnlessKnown(Snapshot snapshot, References references) {
        return known(snapshot, references).orElseGet(() -> lookAgain(snapshot, references));
    }

    private Optional<Found> known(Snapshot snapshot, References references) {
        Kept known = last;
        return known != null && isCurrent(known, snapshot, references) ? Optional.of(known.found()) : Optional.empty();
    }

    private boolean isCurrent(Kept known, Snapshot snapshot, References references) {
        return known.found().snapshot() == snapshot && known.references().equals(references)
                || nanoTime.getAsLong() - known.nanos() < keptNanos
                        && known.references().equals(references)
                        && known.models().equals(WatchedModel.current(snapshot));
    }

    /** A new look, however old the latest is. */
    public synchronized Found lookAgain(Snapshot snapshot, References references) {
        var found = new Found(snapshot, watch.look(snapshot, references));
        last = new Kept(found, WatchedModel.current(snapshot), references, nanoTime.getAsLong());
        return found;
    }
}
