package io.penumbra.streams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the records that are left out because they are not what their topic holds. Logs one of a topic's records a
 * minute. Any number of threads may use it.
 */
public final class LeftOut {
    private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);
    private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int LONGEST_REASON = 300;

    private record Said(long nanos, long unsaid, long messages) {}

    private final Consumer<String> unreadable;
    private final LongSupplier nanos;
    private final Map<String, Said> said = new ConcurrentHashMap<>();

    /**
     * @param unreadable is told the topic of each record
     * @param nanos a clock in nanoseconds, for example {@link System#nanoTime}
     */
    public LeftOut(Consumer<String> unreadable, LongSupplier nanos) {
        this.unreadable = unreadable;
        this.nanos = nanos;
    }

    /** @param where the record, for example {@code the record at penumbra.tallies-2@17} */
    public void leaveOut(String topic, String where, String why) {
        unreadable.accept(topic);
        said.compute(topic, (same, last) -> {
            long now = nanos.getAsLong();
            if (last != null && now - last.nanos < EVERY_NANOS) {
                return new Said(last.nanos, last.unsaid + 1, last.messages);
            }
            LOG.warn(
                    "left out {}: {} ({} others of {} since the last message)",
                    where,
                    why.length() > LONGEST_REASON ? why.substring(0, LONGEST_REASON) + "…" : why,
                    last == null ? 0 : last.unsaid,
                    topic);
            return new Said(now, 0, last == null ? 1 : last.messages + 1);
        });
    }

    /** The number of messages about a topic. */
    public long messages(String topic) {
        Said last = said.get(topic);
        return last == null ? 0 : last.messages;
    }

    /** The topic that holds the changes of a task's store. */
    public static String changelog(ProcessingContext context, String store) {
        return context.applicationId() + "-" + store + "-changelog";
    }

    /** Reads what {@code strict} cannot read as null, and leaves it out. For keys and values in a store. */
    public <T> Serde<T> lenient(Serde<T> strict) {
        return Serdes.serdeFrom(strict.serializer(), (topic, bytes) -> {
            try {
                return strict.deserializer().deserialize(topic, bytes);
            } catch (SerializationException e) {
                leaveOut(topic, "a record of the changelog " + topic, String.valueOf(e.getMessage()));
                return null;
            }
        });
    }
}
