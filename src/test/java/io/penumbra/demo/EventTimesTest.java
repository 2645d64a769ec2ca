package io.penumbra.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventTimesTest {
    private static final Instant NOW = Instant.parse("2026-05-06T07:08:09.123Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void timesAreTheClocksUnlessTheyAreGiven() {
        var times = new EventTimes(CLOCK, Optional.empty(), 100);
        assertThat(times.apply(0)).isEqualTo(NOW);
        assertThat(times.apply(77)).isEqualTo(NOW);
        assertThat(times.sinceFirst(77)).isEqualTo(Duration.ZERO);
    }

    @Test
    void evenTimesBeginWithAMinuteAndEndBeforeNow() {
        var times = new EventTimes(CLOCK, Optional.of(Duration.ofMillis(600)), 1000);
        assertThat(times.apply(0)).isEqualTo("2026-05-06T06:58:00Z");
        assertThat(times.apply(100)).isEqualTo("2026-05-06T06:59:00Z");
        assertThat(times.apply(999)).isEqualTo("2026-05-06T07:07:59.400Z");
        assertThat(times.sinceFirst(100)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void evenTimesThatComeUpWithTheClockAreTheClocks() {
        var times = new EventTimes(CLOCK, Optional.of(Duration.ofHours(1)), Long.MAX_VALUE);
        assertThat(times.apply(0)).isEqualTo("2026-05-05T07:08:00Z");
        assertThat(times.apply(24)).isEqualTo("2026-05-06T07:08:00Z");
        assertThat(times.apply(25)).isEqualTo(NOW);
    }
}
