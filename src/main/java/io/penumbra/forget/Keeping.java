package io.penumbra.forget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How long a topic keeps a record, by its configuration. A time of -1 has no limit.
 *
 * @param deletes whether its {@code cleanup.policy} has {@code delete}
 * @param compacts whether it has {@code compact}
 * @param segmentMs how long Kafka writes to a segment, at the most. It deletes and compacts only what is closed
 * @param compactionLagMs how long a record may wait for compaction
 * @param aheadMs how far a record's timestamp may lie ahead of the clock; −1 without limit
 */
public record Keeping(
        boolean deletes, boolean compacts, long retentionMs, long segmentMs, long compactionLagMs, long aheadMs) {
    /** No date is told beyond this. */
    private static final long LONGEST_MS = Duration.ofDays(36_500).toMillis();

    /** Kafka looks for what to delete every 5 min by default, compacts in turns, and deletes files 1 min later. */
    private static final Duration SLACK = Duration.ofMinutes(15);

    /** How often the tally writes to each topic and changelog of its own that names images, while something is forgotten. */
    public static final Duration TOUCH = Duration.ofHours(1);

    /** @param value gives a value of the topic's configuration, or null */
    public static Keeping of(Function<String, @Nullable String> value) {
        List<String> policy = List.of(text(value, "cleanup.policy", "delete").split("\\s*,\\s*"));
        boolean byBroker = text(value, "message.timestamp.type", "CreateTime").equals("LogAppendTime");
        return new Keeping(
                policy.contains("delete"),
                policy.contains("compact"),
                number(value, "retention.ms", -1),
                Math.min(Long.parseLong(text(value, "segment.ms", "604800000")), LONGEST_MS),
                number(value, "max.compaction.lag.ms", -1),
                byBroker ? 0 : number(value, "message.timestamp.after.max.ms", 3_600_000));
    }

    private static String text(Function<String, @Nullable String> value, String name, String absent) {
        String text = value.apply(name);
        return text == null ? absent : text;
    }

    private static long number(Function<String, @Nullable String> value, String name, long absent) {
        long number = Long.parseLong(text(value, name, Long.toString(absent)));
        return number > LONGEST_MS ? -1 : number;
    }

    /** How long a record is kept by time; empty if without limit. */
    public Optional<Duration> retention() {
        return deletes && retentionMs >= 0 ? Optional.of(Duration.ofMillis(retentionMs)) : Optional.empty();
    }

    /** When a record that is there now is gone by time at the latest; empty if time does not delete it. */
    private Optional<Instant> byTime(Instant now) {
        return retention()
                .filter(kept -> aheadMs >= 0)
                .map(kept -> now.plus(kept).plusMillis(segmentMs + aheadMs).plus(SLACK));
    }

    /** When what a key held before now is compacted away at the latest; empty if there is no limit. */
    private Optional<Instant> byCompaction(Instant now) {
        return compacts && compactionLagMs >= 0
                ? Optional.of(now.plus(TOUCH)
                        .plusMillis(Math.min(segmentMs, compactionLagMs) + compactionLagMs)
                        .plus(SLACK))
                : Optional.empty();
    }

    /** What becomes of a record whose key got no later record. */
    Fate untouched(String topic, Instant now) {
        Optional<Instant> by = byTime(now);
        return new Fate(
                topic,
                by,
                by.isPresent()
                        ? "deleted by its retention.ms=" + retentionMs + " and segment.ms=" + segmentMs
                        : retention().isPresent()
                                ? "deleted by its retention.ms=" + retentionMs
                                        + " after its timestamp, which may be any by its message.timestamp.after.max.ms"
                                : deletes
                                        ? "kept for ever by its retention.ms=-1"
                                        : "kept for ever by its cleanup.policy=compact, because no later record has its key");
    }

    /** What becomes of a record whose key has another value by now, under a key that does not name the image. */
    Fate replaced(String topic, Instant now) {
        return compacted(topic, now, byCompaction(now), "a later record has replaced it");
    }

    /** What becomes of a record whose key, which names the image, has a tombstone by now. */
    Fate tombstoned(String topic, Instant now) {
        return compacts && byTime(now).isEmpty()
                ? new Fate(
                        topic,
                        Optional.empty(),
                        "its key has a tombstone and goes when Kafka compacts the topic, once more records have come to its partition")
                : untouched(topic, now);
    }

    private Fate compacted(String topic, Instant now, Optional<Instant> compacted, String how) {
        if (!compacts) {
            return untouched(topic, now);
        }
        Optional<Instant> time = byTime(now);
        if (compacted.isEmpty() && time.isEmpty()) {
            return new Fate(
                    topic,
                    Optional.empty(),
                    how + " and goes when Kafka compacts the topic; its max.compaction.lag.ms has no limit");
        }
        if (compacted.isPresent() && (time.isEmpty() || compacted.get().isBefore(time.get()))) {
            return new Fate(topic, compacted, how + " and goes with its max.compaction.lag.ms=" + compactionLagMs);
        }
        return untouched(topic, now);
    }
}
