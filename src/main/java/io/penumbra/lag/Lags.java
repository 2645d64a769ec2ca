package io.penumbra.lag;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * How far one reader is behind in each of its partitions. Immutable.
 *
 * @param partitions those that it reads now
 * @param atMs when this was seen, in milliseconds since the epoch
 */
public record Lags(Map<TopicPartition, Lag> partitions, long atMs) {
    /** Nothing was seen yet. */
    public static final Lags NONE = new Lags(Map.of(), 0);

    /** For so long a reader may read nothing of what waits. */
    public static final Duration PATIENCE = Duration.ofMinutes(1);

    public Lags {
        partitions = Map.copyOf(partitions);
    }

    /**
     * What is seen next. A partition whose end is not known stays as it was.
     *
     * @param positions of the partitions that are read now; read before the ends
     * @param ends of all partitions
     */
    public Lags next(Map<TopicPartition, OptionalLong> positions, Map<TopicPartition, Long> ends, long nowMs) {
        var next = new HashMap<TopicPartition, Lag>();
        positions.forEach((partition, position) -> {
            Long end = ends.get(partition);
            Lag before = partitions.get(partition);
            if (end == null && before != null) {
                next.put(partition, before);
            } else if (end != null) {
                next.put(
                        partition,
                        before == null ? Lag.first(position, end, nowMs) : before.next(position, end, nowMs));
            }
        });
        return new Lags(next, nowMs);
    }

    /** Offsets that wait, by topic. */
    public Map<String, Double> records() {
        return sums(Lag::records);
    }

    /** Partitions of which something waits and nothing was read for longer than the patience, by topic. */
    public Map<String, Double> stalled() {
        return sums(lag -> isStalled(lag) ? 1 : 0);
    }

    private Map<String, Double> sums(ToDoubleFunction<Lag> number) {
        return partitions.entrySet().stream()
                .collect(Collectors.groupingBy(
                        at -> at.getKey().topic(),
                        TreeMap::new,
                        Collectors.summingDouble(at -> number.applyAsDouble(at.getValue()))));
    }

    private boolean isStalled(Lag lag) {
        return lag.isBeyond() || lag.stillMs(atMs) > PATIENCE.toMillis();
    }

    /** All that was written before this time is read. Empty if that is not known of some partition, or nothing is read. */
    public Optional<Instant> asOf() {
        if (partitions.isEmpty()
                || partitions.values().stream().anyMatch(lag -> lag.currentMs().isEmpty())) {
            return Optional.empty();
        }
        return partitions.values().stream()
                .map(lag -> lag.currentMs().getAsLong())
                .min(Comparator.naturalOrder())
                .map(Instant::ofEpochMilli);
    }

    /** The time since {@link #asOf}, or since the partitions were first seen if that is not known. */
    public Duration age(long nowMs) {
        long oldest = partitions.values().stream()
                .mapToLong(lag -> lag.currentMs().orElse(lag.goalMs()))
                .min()
                .orElse(nowMs);
        return Duration.ofMillis(Math.max(0, nowMs - oldest));
    }

    /** Why the reader does not get on, in a sentence. Empty while it does. */
    public Optional<String> trouble() {
        return partitions.entrySet().stream()
                .filter(at -> isStalled(at.getValue()))
                .min(Comparator.comparing(at -> at.getKey().toString()))
                .map(at -> sentence(at.getKey(), at.getValue()));
    }

    private String sentence(TopicPartition partition, Lag lag) {
        if (lag.position().isEmpty()) {
            return partition + " has had no position to read from for " + lag.stillMs(atMs) / 1000
                    + " s; was the topic made anew?";
        }
        if (lag.isBeyond()) {
            return partition + " is read at offset " + lag.position().getAsLong() + " and ends at " + lag.end()
                    + "; was the topic made anew?";
        }
        return partition + " has " + lag.records() + " records that wait, and none was read for "
                + lag.stillMs(atMs) / 1000 + " s; is a transaction left open?";
    }
}
