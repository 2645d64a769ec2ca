package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatestSnapshotTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // the clock may overflow
    private final AtomicLong forgotten = new AtomicLong();
    private Optional<Snapshot> view = Optional.of(Snapshot.of(List.of()));
    private final LatestSnapshot latest = new LatestSnapshot(() -> view, nanos::get, forgotten::get);

    @Test
    void aSnapshotIsTakenOnceASecond() {
        Optional<Snapshot> first = latest.get();
        view = Optional.of(Snapshot.of(List.of()));
        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(latest.get()).isSameAs(first);

        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(latest.get()).isSameAs(view);
    }

    @Test
    void aNewSnapshotIsTakenWhenAnImageIsForgotten() {
        Optional<Snapshot> first = latest.get();
        view = Optional.of(Snapshot.of(List.of()));
        forgotten.incrementAndGet();
        assertThat(latest.get()).isSameAs(view).isNotSameAs(first);
    }

    @Test
    void aViewThatWasNotThereIsAskedForAgain() {
        Optional<Snapshot> there = view;
        view = Optional.empty();
        assertThat(latest.get()).isEmpty();

        view = there;
        assertThat(latest.get()).isSameAs(there);
    }

    @Test
    void aWindowIsSummedOnce() {
        Snapshot snapshot =
                new CountedImages(1).add(60_000, "male", "blond", 1, 0).snapshot();

        assertThat(snapshot.window(Window.HOUR))
                .isSameAs(snapshot.window(Window.HOUR))
                .isNotSameAs(snapshot.window(Window.DAY));
    }
}
