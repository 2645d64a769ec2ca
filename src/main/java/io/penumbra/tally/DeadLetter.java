package io.penumbra.tally;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** The headers of a record in a dead-letter topic: its own ones kept, and the names that KIP-1034 gives to what went wrong. */
public final class DeadLetter {
    /** A larger value would not pass a producer or a broker that has Kafka's own limit of 1 MiB a record, now that headers are added. */
    static final int LARGEST_VALUE = 900_000;

    private static final String PREFIX = "__streams.errors.";
    private static final int LONGEST_MESSAGE = 1000;

    private DeadLetter() {}

    /**
     * @param original the record's own headers, kept
     * @param exception what stands for the class of the exception: bad input is a value here, so the name of that value's type
     * @param message the reason and one sentence about it, cut off where it quotes too much of the record
     */
    public static Headers headers(Headers original, String exception, String message, String topic, int partition, long offset) {
        Headers headers = new RecordHeaders(original.toArray());
        put(headers, "exception", exception);
        put(headers, "message", message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message);
        put(headers, "topic", topic);
        put(headers, "partition", Integer.toString(partition));
        put(headers, "offset", Long.toString(offset));
        put(headers, "stacktrace", "");
        return headers;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(PREFIX + name);
        headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }
}
