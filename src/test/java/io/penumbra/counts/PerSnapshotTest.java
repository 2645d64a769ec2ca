package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PerSnapshotTest {
    private final PerSnapshot<String, Integer> values = new PerSnapshot<>();
    private final AtomicInteger made = new AtomicInteger();
    private final Snapshot snapshot = Snapshot.of(List.of());

    @Test
    void aValueIsMadeOnceForASnapshotAndAKey() {
        assertThat(values.get(snapshot, "a", made::incrementAndGet)).isEqualTo(1);
        assertThat(values.get(snapshot, "a", made::incrementAndGet)).isEqualTo(1);
        assertThat(values.get(snapshot, "b", made::incrementAndGet)).isEqualTo(2);
        assertThat(values.get(Snapshot.of(List.of()), "a", made::incrementAndGet))
                .isEqualTo(3);
    }

    @Test
    void requestsOfTheSameTimeShareOneValue() throws Exception {
        var threads = Executors.newFixedThreadPool(16);
        try {
            var results = new ArrayList<Future<Integer>>();
            for (int i = 0; i < 200; i++) {
                results.add(threads.submit(() -> values.get(snapshot, "a", () -> {
                    Thread.yield();
                    return made.incrementAndGet();
                })));
            }
            for (Future<Integer> result : results) {
                assertThat(result.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aFailureIsNotKept() {
        assertThatIllegalStateException()
                .isThrownBy(() -> values.get(snapshot, "a", () -> {
                    throw new IllegalStateException("not now");
                }));
        assertThat(values.get(snapshot, "a", made::incrementAndGet)).isEqualTo(1);
    }
}
