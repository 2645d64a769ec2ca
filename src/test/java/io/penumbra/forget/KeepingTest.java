package io.penumbra.forget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeepingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private static Keeping of(Map<String, Object> config) {
        return Keeping.of(name -> config.containsKey(name) ? config.get(name).toString() : null);
    }

    @Test
    void timeDeletesWhatIsInAClosedSegment() {
        Fate fate = of(Map.of("retention.ms", 3 * DAY, "segment.ms", DAY, "message.timestamp.after.max.ms", HOUR))
                .untouched("images", NOW);
        // three days after the last record of the segment, which may come a day later and lie an hour ahead
        assertThat(fate.by()).contains(Instant.parse("2026-03-05T13:15:00Z"));
        assertThat(fate.why()).isEqualTo("deleted by its retention.ms=259200000 and segment.ms=86400000");
    }

    @Test
    void withoutLimitItSaysSo() {
        assertThat(of(Map.of("retention.ms", -1)).untouched("images", NOW).why())
                .isEqualTo("kept for ever by its retention.ms=-1");
        assertThat(of(Map.of("retention.ms", Long.MAX_VALUE))
                        .untouched("images", NOW)
                        .by())
                .isEmpty();
        Fate compacted = of(Map.of("cleanup.policy", "compact")).untouched("images.dlq", NOW);
        assertThat(compacted.by()).isEmpty();
        assertThat(compacted.why()).contains("kept for ever by its cleanup.policy=compact");
    }

    @Test
    void compactionNeedsALimitToHaveADate() {
        Fate open = of(Map.of("cleanup.policy", "compact", "max.compaction.lag.ms", Long.MAX_VALUE))
                .replaced("flips", NOW);
        assertThat(open.by()).isEmpty();
        assertThat(open.why()).contains("max.compaction.lag.ms has no limit");
        Map<String, Object> limited =
                Map.of("cleanup.policy", "compact", "max.compaction.lag.ms", DAY, "segment.ms", HOUR);
        // an hour until the tally writes again, one until the segment closes, a day until it is compacted
        assertThat(of(limited).replaced("flips", NOW).by()).contains(Instant.parse("2026-03-02T14:15:00Z"));
        // nobody writes to such a topic for Penumbra, so its segment may stay open
        assertThat(of(limited).tombstoned("images", NOW).by()).isEmpty();
        assertThat(of(limited).tombstoned("images", NOW).why()).contains("once more records have come");
    }

    @Test
    void noTimestampIsTheLatestWhereAnyIsTaken() {
        var any = new HashMap<String, Object>(
                Map.of("retention.ms", DAY, "segment.ms", HOUR, "message.timestamp.after.max.ms", Long.MAX_VALUE));
        assertThat(of(any).untouched("images", NOW).by()).isEmpty();
        assertThat(of(any).untouched("images", NOW).why()).contains("message.timestamp.after.max.ms");
        any.put("message.timestamp.type", "LogAppendTime");
        assertThat(of(any).untouched("images", NOW).by()).contains(Instant.parse("2026-03-02T13:15:00Z"));
    }

    @Test
    void aSegmentThatIsNeverClosedIsNotOneOfNoTime() {
        Map<String, Object> never = Map.of("retention.ms", DAY, "segment.ms", Long.MAX_VALUE);
        assertThat(of(never).untouched("images", NOW).by().orElseThrow()).isAfter(NOW.plusSeconds(36_000L * 86_400));
    }

    @Test
    void whatComesFirstCounts() {
        Map<String, Object> both = Map.of(
                "cleanup.policy",
                "compact,delete",
                "retention.ms",
                365 * DAY,
                "segment.ms",
                HOUR,
                "max.compaction.lag.ms",
                DAY);
        assertThat(of(both).replaced("exemplars", NOW).by()).contains(Instant.parse("2026-03-02T14:15:00Z"));
        Map<String, Object> soon =
                Map.of("cleanup.policy", "compact, delete", "retention.ms", HOUR, "segment.ms", HOUR);
        assertThat(of(soon).replaced("exemplars", NOW).why()).startsWith("deleted by its retention.ms=3600000");
    }
}
