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

/** Writes image events to Kafka records and reads them back: CloudEvents 1.0, Kafka protocol binding, binary mode. */
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
     * Reads the event in a record. The id is {@code ce_id}; the record's key is ignored. A header without a value
     * counts as missing. Never throws.
     *
     * <p>Reasons:
     * <ul>
     * <li>{@code empty}: the record has no value.
     * <li>{@code bad_event}: the event has no specversion or source, another type, or structured mode. Or a header
     *     comes twice, or an id or label is too long or has control characters.
     * <li>{@code missing_id}: the record has no {@code ce_id}.
     * <li>{@code bad_time}: {@code ce_time} is not RFC 3339, is before 1970, or is more than {@link #MOST_AHEAD} after
     *     the record's timestamp. Or both times are missing.
     * <li>{@code bad_subgroups}: the header is not distinct {@code name=value} pairs of 1 to 64 printable characters,
     *     or has more than 16 pairs or 1024 characters.
     * </ul>
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
     * Makes a record with the id as key. The producer sets the record's timestamp, so that retention follows the time
     * of sending and not the event time.
     *
     * @param source the CloudEvents source: the sender
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
            throw new Refusal(Reason.BAD_EVENT, "the record is not a CloudEvent in binary mode: " + e.getMessage());
        } catch (NullPointerException e) {
            // the SDK throws this for a specversion or content-type header without a value
            throw new Refusal(Reason.BAD_EVENT, "ce_specversion or content-type has no value");
        }
        return attributes;
    }

    private static ImageEvent event(EventAttributes attributes, ConsumerRecord<?, ?> consumed, byte[] value)
            throws Refusal {
        attributes.requireOnceEach();
        String type = attributes.get("type").orElse("");
        if (!type.equals(TYPE)) {
            throw new Refusal(Reason.BAD_EVENT, "ce_type is '" + type + "', expected " + TYPE);
        }
        String id = attributes.get("id").orElseThrow(() -> new Refusal(Reason.MISSING_ID, "the record has no ce_id"));
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
                throw new Refusal(
                        Reason.BAD_TIME,
                        "the record has no ce_time, and its timestamp is outside 1970 to 9999: " + recordMillis
                                + " ms");
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
                    "ce_time " + header.get() + " is more than " + MOST_AHEAD.toSeconds()
                            + " s after the record's timestamp " + Instant.ofEpochMilli(recordMillis));
        }
        return time;
    }
}
