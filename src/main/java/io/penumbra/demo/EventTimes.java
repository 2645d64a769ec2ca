package io.penumbra.demo;

import io.penumbra.counts.Pane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The event times of the demo's images: those of the clock, or at even distances, from the beginning of a minute in the past on, so that the
 * same image has the same place in the same pane in every run. Where these come up with the clock they are the clock's.
 */
final class EventTimes implements LongFunction<Instant> {
    /** As long as the longest window, where it is not known how many images there will be. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Clock clock;
    private final Optional<Duration> every;
    private final Instant start;

    /** @param images how many there will be; {@link Long#MAX_VALUE} if nobody knows */
    EventTimes(Clock clock, Optional<Duration> every, long images) {
        this.clock = clock;
        this.every = every;
        Instant now = clock.instant();
        this.start = every.map(time -> Pane.at(now.minus(span(time, images)).toEpochMilli()))
                .map(pane -> Instant.ofEpochMilli(pane.startMs()))
                .orElse(now);
    }

    private static Duration span(Duration every, long images) {
        return images > LONGEST.dividedBy(every) ? LONGEST : every.multipliedBy(images);
    }

    /** Of image n, from 0. */
    @Override
    public Instant apply(long n) {
        Instant now = clock.instant();
        return every.map(time -> start.plus(time.multipliedBy(n)))
                .filter(even -> even.isBefore(now))
                .orElse(now);
    }

    /** How long after the first. */
    Duration sinceFirst(long n) {
        return Duration.between(start, apply(n));
    }
}
