package io.penumbra.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureLogTest {
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final FailureLog log = new FailureLog();

    @Test
    void candidateIsLoggedOnceAMinute() {
        long start = Long.MAX_VALUE - MINUTE / 2; // the clock may overflow
        assertThat(log.failed("a", "1", "NaN", start)).isTrue();
        assertThat(log.failed("a", "2", "NaN", start + 1)).isFalse();
        assertThat(log.failed("a", "3", "NaN", start + MINUTE - 1)).isFalse();
        assertThat(log.failed("a", "4", "NaN", start + MINUTE)).isTrue();
        assertThat(log.failed("a", "5", "NaN", start + MINUTE + 1)).isFalse();
    }

    @Test
    void eachCandidateHasItsOwnMinute() {
        assertThat(log.failed("a", "1", "NaN", 0)).isTrue();
        assertThat(log.failed("b", "1", "NaN", 1)).isTrue();
        assertThat(log.failed("a", "2", "NaN", 2)).isFalse();
    }
}
