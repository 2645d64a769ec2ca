package io.penumbra.image;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Every kind of record that cannot be scored, and what it is refused for. */
public enum Poison {
    NO_VALUE(Reason.EMPTY, null),
    EMPTY_VALUE(Reason.EMPTY, new byte[0]),
    TEXT(Reason.NOT_AN_IMAGE, "not an image".getBytes(StandardCharsets.UTF_8)),
    TRUNCATED_JPEG(Reason.TRUNCATED, Specimens.truncatedJpeg()),
    HUGE_PNG(Reason.TOO_MANY_PIXELS, Specimens.hugePng()),
    TOO_MANY_BYTES(Reason.TOO_MANY_BYTES, Specimens.padded(Poison.MOST_BYTES + 1)),
    TWO_COMPONENTS(Reason.UNSUPPORTED_COLOUR, Specimens.jpegOf(2)),
    TRANSPARENT(Reason.TRANSPARENT, Fixtures.bytes("transparent-rgba.png")),
    UNKNOWN_CLASS(Reason.UNKNOWN_CLASS, "ce_label", "purple"),
    MALFORMED_SUBGROUPS(Reason.BAD_SUBGROUPS, "ce_subgroups", "sex=male,,"),
    NO_ID(Reason.MISSING_ID, "ce_id", ""),
    BAD_TIME(Reason.BAD_TIME, "ce_time", "yesterday"),
    OTHER_EVENT(Reason.BAD_EVENT, "ce_type", "com.example.other"),
    NO_JSON(Reason.BAD_EVENT, "content-type", "application/cloudevents+json"),
    BATCH_OF_EVENTS(Reason.BAD_EVENT, "content-type", "application/cloudevents-batch+json");

    /** The {@code max bytes} under which {@link #TOO_MANY_BYTES} is too many. */
    public static final int MOST_BYTES = 200_000;

    private final Reason reason;
    private final byte @Nullable [] value;
    private final Map<String, String> headers;

    Poison(Reason reason, byte @Nullable [] value) {
        this.reason = reason;
        this.value = value;
        this.headers = Map.of();
    }

    Poison(Reason reason, String header, String text) {
        this.reason = reason;
        this.value = Specimens.png(0x336699);
        this.headers = Map.of(header, text);
    }

    public Reason reason() {
        return reason;
    }

    /** The record, under a key that tells it from all others. */
    public ProducerRecord<byte[], byte[]> record(String topic, String key) {
        var record = record(topic, key, value);
        headers.forEach((name, text) -> put(record, name, text));
        return record;
    }

    /** A record of so many bytes, refused as {@link #TOO_MANY_BYTES} is. */
    public static ProducerRecord<byte[], byte[]> record(String topic, String key, int bytes) {
        return record(topic, key, Specimens.padded(bytes));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte @Nullable [] value) {
        var record = new ProducerRecord<byte[], byte[]>(topic, key.getBytes(StandardCharsets.UTF_8), value);
        put(record, "ce_specversion", "1.0");
        put(record, "ce_id", key);
        put(record, "ce_source", "/test");
        put(record, "ce_type", ImageRecords.TYPE);
        put(record, "content-type", "image/png");
        put(record, "traceparent", "00-" + key);
        return record;
    }

    private static void put(ProducerRecord<?, ?> record, String name, String text) {
        record.headers().remove(name).add(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
