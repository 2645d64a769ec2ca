package io.penumbra.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private static final StreamsException POISON = new StreamsException("poison");
    private final Restarts restarts = new Restarts();
    private long nanos = -5;

    private Optional<Duration> fail(Throwable failure, Duration later) {
        nanos += later.toNanos();
        return restarts.after(failure, nanos);
    }

    @Test
    void pausesGrowUntilItGivesUp() {
        var pauses = new ArrayList<Long>();
        for (int i = 1; i < Restarts.MOST; i++) {
            pauses.add(fail(POISON, Duration.ofSeconds(3)).orElseThrow().toSeconds());
        }
        assertThat(pauses).isEqualTo(List.of(2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L, 60L));
        assertThat(fail(POISON, Duration.ofSeconds(3))).isEmpty();
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNoReasonToGiveUp() {
        for (int i = 0; i < 100; i++) {
            assertThat(fail(new StreamsException("task", new TimeoutException("no answer")), Duration.ofMinutes(5)))
                    .isPresent();
        }
    }

    @Test
    void afterAQuietTimeTheRowBeginsAnew() {
        for (int i = 0; i < 100; i++) {
            assertThat(fail(POISON, i % 5 == 0 ? Duration.ofMinutes(12) : Duration.ofSeconds(1)))
                    .isPresent();
        }
    }

    @Test
    void failuresOfTheBrokerBetweenOthersDoNotBeginTheRowAnew() {
        Optional<Duration> pause = Optional.of(Duration.ZERO);
        for (int i = 0; i < Restarts.MOST; i++) {
            fail(new TimeoutException("no answer"), Duration.ofSeconds(1));
            pause = fail(POISON, Duration.ofSeconds(1));
        }
        assertThat(pause).isEmpty();
    }
}
