package io.penumbra.demo;

import io.penumbra.counts.Pane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The event times of the demo's images: the clock's, or even steps from the start of a minute in the past. With even
 * steps, each image falls into the same place of the same pane in every run. Once the steps reach the clock, the
 * clock's time is used.
 */
final class EventTimes implements LongFunction<Instant> {
    /** How far in the past the images start if their number is unknown: the longest window. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private final Clock clock;
    private final Optional<Duration> every;
    private final Instant start;

    /** @param images the number of images; {@link Long#MAX_VALUE} if unknown */
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

    /** The time of image n, from 0. */
    @Override
    public Instant apply(long n) {
        Instant now = clock.instant();
        return every.map(time -> start.plus(time.multipliedBy(n)))
                .filter(even -> even.isBefore(now))
                .orElse(now);
    }

    /** The time from the first image to image n. */
    Duration sinceFirst(long n) {
        return Duration.between(start, apply(n));
    }
}
