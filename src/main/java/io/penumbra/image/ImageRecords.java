package io.penumbra.image;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Image events as Kafka records: CloudEvents 1.0, Kafka protocol binding, binary mode. */
public final class ImageRecords {

    /** The CloudEvents type of an image event. */
    public static final String TYPE = "io.penumbra.image.v1";

    /**
     * How far an event may lie ahead of its record's own timestamp. One image from the year 9000 would move event time
     * there and make every other image late.
     */
    public static final Duration MOST_AHEAD = Duration.ofMinutes(1);

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private ImageRecords() {}

    /**
     * The event in a record. The record's key is not looked at: the id is {@code ce_id}. A header without
     * a value counts as none. Never throws.
     *
     * <p>Reasons: {@code empty}; {@code bad_event} for a missing specversion or source, another type, structured mode,
     * a header twice, or an id or label too long or with control characters; {@code missing_id}; {@code bad_time} for
     * a {@code ce_time} that isn't RFC 3339, is before 1970 or more than {@link #MOST_AHEAD} after the record's timestamp,
     * or without which the record has no timestamp either; {@code bad_subgroups} for anything but distinct
     * {@code name=value} pairs of 1 to 64 printable characters, at most 16 pairs and 1024 characters in all.
     */
    public static Received read(ConsumerRecord<byte[], byte[]> consumed) {
        byte @Nullable [] value = consumed.value();
        if (value == null || value.length == 0) {
            return new Unreadable(Reason.EMPTY, "record " + Coordinates.of(consumed) + " has no value");
        }
        try {
            return event(attributes(consumed), consumed, value);
        } catch (Refusal refusal) {
            return refusal.unreadable();
        }
    }

    /**
     * A record with the id as key. Its own timestamp is left to the producer, so that retention follows the time of
     * sending and not that of the event.
     *
     * @param source the CloudEvents source: who sends
     */
    public static ProducerRecord<byte[], byte[]> write(String topic, URI source, ImageEvent event) {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(event.id())
                .withSource(source)
                .withType(TYPE)
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withData(event.contentType(), event.array());
        event.label().ifPresent(label -> builder.withExtension("label", label));
        if (!event.subgroups().isEmpty()) {
            builder.withExtension("subgroups", SubgroupHeader.format(event.subgroups()));
        }
        CloudEvent cloudEvent = builder.build();
        byte[] key = event.id().getBytes(StandardCharsets.UTF_8);
        return KafkaMessageFactory.createWriter(topic, key).writeBinary(cloudEvent);
    }

    static boolean isPossible(Instant time) {
        return !time.isBefore(FIRST) && !time.isAfter(LAST);
    }

    private static EventAttributes attributes(ConsumerRecord<byte[], byte[]> consumed) throws Refusal {
        EventAttributes attributes = new EventAttributes();
        try {
            KafkaMessageFactory.createReader(consumed).read(version -> attributes.of(version));
        } catch (CloudEventRWException e) {
            throw new Refusal(Reason.BAD_EVENT, "not a CloudEvent in binary mode: " + e.getMessage());
        } catch (NullPointerException e) {
            // the SDK's answer to a specversion or content-type header without a value
            throw new Refusal(Reason.BAD_EVENT, "ce_specversion or content-type has no value");
        }
        return attributes;
    }

    private static ImageEvent event(EventAttributes attributes, ConsumerRecord<?, ?> consumed, byte[] value)
            throws Refusal {
        attributes.requireOnceEach();
        String type = attributes.get("type").orElse("");
        if (!type.equals(TYPE)) {
            throw new Refusal(Reason.BAD_EVENT, "ce_type is '" + type + "', not " + TYPE);
        }
        String id = attributes.get("id").orElseThrow(() -> new Refusal(Reason.MISSING_ID, "no ce_id"));
        if (attributes.get("source").isEmpty()) {
            throw new Refusal(Reason.BAD_EVENT, "image " + id + " has no ce_source");
        }
        Instant time = time(attributes.get("time"), consumed.timestamp());
        SortedMap<String, String> subgroups =
                SubgroupHeader.parse(attributes.get("subgroups").orElse(""));
        String contentType = attributes.get("datacontenttype").orElse("application/octet-stream");
        try {
            return new ImageEvent(id, time, attributes.get("label"), subgroups, contentType, value);
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reason.BAD_EVENT, String.valueOf(e.getMessage()));
        }
    }

    private static Instant time(Optional<String> header, long recordMillis) throws Refusal {
        if (header.isEmpty()) {
            Instant recordTime = Instant.ofEpochMilli(recordMillis);
            if (!isPossible(recordTime)) {
                throw new Refusal(Reason.BAD_TIME, "no ce_time, and the record's timestamp is " + recordMillis);
            }
            return recordTime;
        }
        Instant time;
        try {
            time = OffsetDateTime.parse(header.get()).toInstant();
        } catch (DateTimeException e) {
            throw new Refusal(Reason.BAD_TIME, "ce_time is not an RFC 3339 time: '" + header.get() + "'");
        }
        if (!isPossible(time)) {
            throw new Refusal(Reason.BAD_TIME, "ce_time is outside 1970 to 9999: " + header.get());
        }
        if (recordMillis >= 0 && time.isAfter(Instant.ofEpochMilli(recordMillis).plus(MOST_AHEAD))) {
            throw new Refusal(
                    Reason.BAD_TIME,
                    "ce_time " + header.get() + " is ahead of the record's " + Instant.ofEpochMilli(recordMillis));
        }
        return time;
    }
}
