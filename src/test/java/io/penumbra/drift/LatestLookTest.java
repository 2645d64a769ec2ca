package io.penumbra.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LatestLookTest {
    private static final long START = Instant.parse("2026-05-06T07:00:00Z").toEpochMilli();
    private static final Duration KEPT = Duration.ofSeconds(15);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - KEPT.toNanos() / 2);
    private final LatestLook latest = new LatestLook(new DriftWatch(DriftSettings.DEFAULT), KEPT, nanos::get);
    private final CountedImages images = new CountedImages(1);

    private Snapshot oneMore() {
        images.add(START, "male", "blond", 1, 1);
        return images.snapshot();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void lookIsKeptForAWhileAlsoWhereTheClockOverflows() {
        Snapshot first = oneMore();
        Snapshot second = oneMore();
        LatestLook.Found found = latest.look(first, References.NONE);
        assertThat(found.snapshot()).isSameAs(first);
        pass(KEPT.minusNanos(1));
        assertThat(latest.look(second, References.NONE)).isSameAs(found);
        pass(Duration.ofNanos(1));
        assertThat(latest.look(second, References.NONE).snapshot()).isSameAs(second);
    }

    @Test
    void thoseWhoAskAtTheSameTimeShareALook() throws Exception {
        Snapshot only = oneMore();
        var askers = Executors.newFixedThreadPool(4);
        try {
            List<Future<LatestLook.Found>> found;
            synchronized (latest) { // so that all of them find no look and wait
                found = Stream.generate(() -> askers.submit(() -> latest.look(only, References.NONE)))
                        .limit(4)
                        .toList();
                Thread.sleep(50);
            }
            for (Future<LatestLook.Found> each : found) {
                assertThat(each.get()).isSameAs(found.get(0).get());
            }
        } finally {
            askers.shutdownNow();
        }
    }

    @Test
    void lookAtTheSameCountsIsNotTakenAgain() {
        Snapshot only = oneMore();
        LatestLook.Found found = latest.look(only, References.NONE);
        pass(KEPT.multipliedBy(2));
        assertThat(latest.look(only, References.NONE)).isSameAs(found);
    }

    @Test
    void newLookIsTakenAtOnceWhereItIsAskedFor() {
        latest.look(oneMore(), References.NONE);
        Snapshot second = oneMore();
        LatestLook.Found again = latest.lookAgain(second, References.NONE);
        assertThat(again.snapshot()).isSameAs(second);
        assertThat(latest.look(oneMore(), References.NONE)).isSameAs(again);
    }

    @Test
    void otherReferencesAreLookedAtAtOnce() {
        Snapshot first = oneMore();
        for (int minute = 1; minute <= 61; minute++) {
            images.add(START + minute * 60_000L, "male", "blond", 1, 1);
        }
        Snapshot second = images.snapshot();
        latest.look(first, References.NONE);
        var references = new References(
                Map.of(),
                Map.of(
                        CountedImages.CANDIDATE,
                        ReferenceMeasure.automatic(second, CountedImages.CANDIDATE, Duration.ofHours(1))
                                .orElseThrow()));
        assertThat(latest.look(second, references).snapshot()).isSameAs(second);
    }

    @Test
    void otherVersionsAreLookedAtAtOnce() {
        latest.look(oneMore(), References.NONE);
        var others = new CountedImages(3);
        others.add(START, "male", "blond", 1, 1);
        Snapshot snapshot = others.snapshot();
        assertThat(latest.look(snapshot, References.NONE).snapshot()).isSameAs(snapshot);
    }
}
