package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LatestSnapshotTest {
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5); // the clock may overflow
    private final LatestSnapshot latest = new LatestSnapshot(() -> Snapshot.of(List.of()), nanos::get);

    @Test
    void cellsAreReadOnceASecond() {
        Snapshot first = latest.get();
        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(latest.get()).isSameAs(first);

        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(latest.get()).isNotSameAs(first);
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
