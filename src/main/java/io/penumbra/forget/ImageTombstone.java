package io.penumbra.forget;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Tells a tombstone of Penumbra from an image without bytes. */
public final class ImageTombstone {
    static final String HEADER = "penumbra-forgotten";

    private ImageTombstone() {}

    /** Whether a record is a tombstone that {@code forget} wrote. */
    public static boolean is(ConsumerRecord<byte[], byte[]> record) {
        return is(record.value(), record.headers());
    }

    /** Whether a record with this value and these headers is a tombstone that {@code forget} wrote. */
    public static boolean is(byte @Nullable [] value, Headers headers) {
        return value == null && headers.lastHeader(HEADER) != null;
    }
}
