package io.penumbra.forget;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells a tombstone of Penumbra from an image without bytes. */
public final class ImageTombstone {
    static final String HEADER = "penumbra-forgotten";

    private ImageTombstone() {}

    /** Whether a record is a tombstone that {@code forget} wrote. */
    public static boolean is(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null && record.headers().lastHeader(HEADER) != null;
    }
}
