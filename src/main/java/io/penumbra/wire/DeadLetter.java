package io.penumbra.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record for a dead-letter topic: the record unchanged, with the error in extra headers under the names of KIP-1034.
 * A part that would make it too large for the topic is left out, and the message says so.
 */
public final class DeadLetter {
    /** Most bytes of a dead letter. It fits a producer and a broker with Kafka's default limit of 1 MiB a record. */
    public static final int LARGEST = 900_000;

    static final String PREFIX = "__streams.errors.";
    private static final int LONGEST_MESSAGE = 1000;
    private static final int LONGEST_REMARK = 200;
    /** Most bytes of a header besides its name and its value. */
    private static final int HEADER_LENGTHS = 10;

    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final Headers headers;

    private DeadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        this.key = key;
        this.value = value;
        this.headers = headers;
    }

    /**
     * What went wrong, and with which record.
     *
     * @param exception the class name for the exception header. Bad input is a value here, so it is that value's type
     * @param message the reason and one sentence about it; a long message is cut off
     */
    public record Cause(String exception, String message, String topic, int partition, long offset) {
        public Cause {
            message = message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
        }
    }

    /**
     * Makes the dead letter of a record. It keeps the key, the headers and the value, in this order, as far as they
     * fit.
     *
     * @param original the record's headers; they are not changed
     * @param largest most bytes of key, value and headers together; the cause is always included
     */
    public static DeadLetter of(
            byte @Nullable [] key, byte @Nullable [] value, Headers original, Cause cause, int largest) {
        var room = new Room((long) largest - LONGEST_REMARK - size(headers(new RecordHeaders(), cause, "")));
        boolean withKey = room.takes("key", length(key));
        boolean withHeaders = room.takes("headers", size(original));
        boolean withValue = room.takes("value", length(value));
        return new DeadLetter(
                withKey ? key : null,
                withValue ? value : null,
                headers(withHeaders ? original : new RecordHeaders(), cause, room.remark()));
    }

    /** The bytes that are left for the record itself, and the parts that did not fit. */
    private static final class Room {
        private final List<String> leftOut = new ArrayList<>();
        private long bytes;

        Room(long bytes) {
            this.bytes = bytes;
        }

        boolean takes(String what, long size) {
            if (size > 0 && size > bytes) {
                leftOut.add(what + " of " + size + " bytes");
                return false;
            }
            bytes -= size;
            return true;
        }

        String remark() {
            return leftOut.isEmpty()
                    ? ""
                    : " (left out as too large for the topic: " + String.join(", ", leftOut) + ")";
        }
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static long size(Headers headers) {
        long size = 0;
        for (Header header : headers) {
            size += HEADER_LENGTHS + header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value());
        }
        return size;
    }

    private static Headers headers(Headers original, Cause cause, String remark) {
        Headers headers = new RecordHeaders(original.toArray());
        put(headers, "exception", cause.exception());
        put(headers, "message", cause.message() + remark);
        put(headers, "topic", cause.topic());
        put(headers, "partition", Integer.toString(cause.partition()));
        put(headers, "offset", Long.toString(cause.offset()));
        put(headers, "stacktrace", "");
        return headers;
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(PREFIX + name);
        headers.add(PREFIX + name, value.getBytes(StandardCharsets.UTF_8));
    }

    public byte @Nullable [] key() {
        return key;
    }

    public byte @Nullable [] value() {
        return value;
    }

    public Headers headers() {
        return headers;
    }
}
