package io.penumbra.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final List<String> admitted = new ArrayList<>();

    private Runnable named(String name) {
        return () -> admitted.add(name);
    }

    @Test
    void requestsBeyondThePlacesWaitInOrder() {
        var places = new Places(2, 2, Duration.ZERO);
        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(places.ask(named(name))).isTrue();
        }
        assertThat(places.ask(named("e"))).isFalse();
        assertThat(admitted).containsExactly("a", "b");

        places.leave(Duration.ZERO);
        assertThat(admitted).containsExactly("a", "b", "c");
        places.leave(Duration.ZERO);
        places.leave(Duration.ZERO);
        places.leave(Duration.ZERO);
        assertThat(places.ask(named("f"))).isTrue();
        assertThat(places.ask(named("g"))).isTrue();
        assertThat(admitted).containsExactly("a", "b", "c", "d", "f", "g");
    }

    @Test
    void placeIsTakenForItsTime() {
        var places = new Places(1, 1, Duration.ofHours(1));
        places.ask(named("a"));
        places.ask(named("b"));
        places.leave(Duration.ofMinutes(59));
        assertThat(admitted).containsExactly("a");

        var brief = new Places(1, 1, Duration.ofMillis(50));
        var ran = new AtomicInteger();
        brief.ask(ran::incrementAndGet);
        brief.ask(ran::incrementAndGet);
        brief.leave(Duration.ZERO);
        await().until(() -> ran.get() == 2);
    }

    @Test
    void noMoreThanThePlacesRunAtATimeAndAllRun() {
        var places = new Places(3, 1000, Duration.ZERO);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var done = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(8);
        try {
            for (int i = 0; i < 500; i++) {
                assertThat(places.ask(() -> threads.execute(() -> {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            Thread.yield();
                            running.decrementAndGet();
                            done.incrementAndGet();
                            places.leave(Duration.ZERO);
                        })))
                        .isTrue();
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> done.get() == 500);
            assertThat(most.get()).isBetween(1, 3);
        } finally {
            threads.shutdownNow();
        }
    }
}
