package io.penumbra.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LagsTest {
    private static final TopicPartition ZERO = new TopicPartition("tallies", 0);
    private static final TopicPartition ONE = new TopicPartition("tallies", 1);
    private static final long SECOND = 1000;

    private Lags lags = Lags.NONE;
    private long nowMs = 1_700_000_000_000L;

    private Lags see(Object positionOfZero, long endOfZero, long afterMs) {
        nowMs += afterMs;
        OptionalLong zero =
                positionOfZero instanceof Number number ? OptionalLong.of(number.longValue()) : OptionalLong.empty();
        lags = lags.next(Map.of(ZERO, zero, ONE, OptionalLong.of(7)), Map.of(ZERO, endOfZero, ONE, 7L), nowMs);
        return lags;
    }

    @Test
    void whoHasReadAllIsAsOfNow() {
        assertThat(see(10, 10, 0).asOf()).contains(Instant.ofEpochMilli(nowMs));
        assertThat(see(20, 20, 5 * SECOND).asOf()).contains(Instant.ofEpochMilli(nowMs));
        assertThat(lags.age(nowMs + 3 * SECOND)).isEqualTo(Duration.ofSeconds(3));
        assertThat(lags.records()).isEqualTo(Map.of("tallies", 0.0));
        assertThat(lags.trouble()).isEmpty();
    }

    /** A busy stream never rests at its end. What counts is that each end is reached soon. */
    @Test
    void whoIsAlwaysALittleBehindIsAsOfTheLastEndThatItReached() {
        see(10, 10, 0);
        for (int i = 1; i < 100; i++) {
            see(10 + 10 * i, 15 + 10 * i, 5 * SECOND);
        }
        assertThat(lags.age(nowMs)).isLessThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(lags.asOf()).isPresent();
        assertThat(lags.stalled()).isEqualTo(Map.of("tallies", 0.0));
        assertThat(lags.records()).isEqualTo(Map.of("tallies", 5.0));
    }

    @Test
    void aTransactionThatStaysOpenMakesAsOfStandStill() {
        see(10, 10, 0);
        Instant last = lags.asOf().orElseThrow();
        for (int i = 0; i < 30; i++) {
            see(10, 500 + i, 5 * SECOND);
        }
        assertThat(lags.asOf()).contains(last);
        assertThat(lags.age(nowMs)).isEqualTo(Duration.ofSeconds(150));
        assertThat(lags.stalled()).isEqualTo(Map.of("tallies", 1.0));
        assertThat(lags.trouble())
                .contains(
                        "tallies-0 has 519 records that wait, and none was read for 145 s; is a transaction left open?");
        see(530, 530, SECOND);
        assertThat(lags.trouble()).isEmpty();
        assertThat(lags.asOf()).contains(Instant.ofEpochMilli(nowMs));
    }

    @Test
    void aLongBacklogThatShrinksIsOldAndNotStalled() {
        for (int i = 0; i < 100; i++) {
            see(100 * i, 100_000, 5 * SECOND);
        }
        assertThat(lags.trouble()).isEmpty();
        assertThat(lags.asOf()).isEmpty();
        assertThat(lags.age(nowMs)).isGreaterThan(Duration.ofMinutes(8));
    }

    @Test
    void nothingNewForLongIsNoTrouble() {
        for (int i = 0; i < 100; i++) {
            see(10, 10, 60 * SECOND);
        }
        assertThat(see(10, 11, 5 * SECOND).trouble()).isEmpty();
        assertThat(see(10, 12, 55 * SECOND).trouble()).isEmpty();
        assertThat(see(10, 12, 10 * SECOND).trouble()).isPresent();
    }

    @Test
    void aPartitionWithoutAPositionIsNamed() {
        see(10, 10, 0);
        see("none", 3, 5 * SECOND);
        assertThat(lags.trouble()).isEmpty();
        see("none", 3, 65 * SECOND);
        assertThat(lags.trouble())
                .contains("tallies-0 has had no position to read from for 65 s; was the topic made anew?");
        assertThat(see(3, 3, SECOND).trouble()).isEmpty();
    }

    @Test
    void aPositionAfterTheEndIsNamedAtOnce() {
        see(10, 10, 0);
        assertThat(see(10, 3, SECOND).trouble())
                .contains("tallies-0 is read at offset 10 and ends at 3; was the topic made anew?");
        assertThat(lags.asOf()).contains(Instant.ofEpochMilli(nowMs - SECOND));
    }

    @Test
    void partitionsThatMoveAwayAreForgotten() {
        see(10, 500, 0);
        nowMs += 120 * SECOND;
        lags = lags.next(Map.of(ONE, OptionalLong.of(7)), Map.of(ZERO, 500L, ONE, 7L), nowMs);
        assertThat(lags.trouble()).isEmpty();
        assertThat(lags.partitions()).containsOnlyKeys(ONE);
    }
}
