package io.penumbra.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records of the topic of images. */
final class Records {
    /** The timestamp of each record. */
    static final Instant SENT = Instant.parse("2024-05-06T07:08:09Z");

    private Records() {}

    /** The record at offset 42 of partition 3 of {@code images}. */
    static ConsumerRecord<byte[], byte[]> of(
            @Nullable String key, byte @Nullable [] value, Map<String, String> headers) {
        var sent = new RecordHeaders();
        headers.forEach((name, text) -> sent.add(name, text.getBytes(UTF_8)));
        return new ConsumerRecord<>(
                "images",
                3,
                42,
                SENT.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                key == null ? null : key.getBytes(UTF_8),
                value,
                sent,
                Optional.empty());
    }

    /** A CloudEvent in structured mode. */
    static ConsumerRecord<byte[], byte[]> structured(byte[] json) {
        return of(null, json, Map.of("content-type", "application/cloudevents+json; charset=UTF-8"));
    }

    static ConsumerRecord<byte[], byte[]> structured(String json) {
        return structured(json.getBytes(UTF_8));
    }
}
