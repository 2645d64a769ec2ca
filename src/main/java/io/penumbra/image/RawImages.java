package io.penumbra.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Images as they are: the value of a record is the JPEG or PNG. What is known of it stands in headers or the key. An
 * image without an id has {@code topic-partition-offset} as id, and one without a time the record's timestamp.
 */
public final class RawImages implements ImageFormat {
    private final RawFields fields;

    public RawImages(RawFields fields) {
        this.fields = fields;
    }

    @Override
    public Received read(ConsumerRecord<byte[], byte[]> consumed) {
        byte @Nullable [] value = consumed.value();
        if (value == null || value.length == 0) {
            return Unreadable.empty(consumed);
        }
        try {
            String id = field(fields.id(), consumed).orElseGet(() -> place(consumed));
            Instant time = EventTime.readOrMillis(fields.time(), field(fields.time(), consumed), consumed.timestamp());
            SortedMap<String, String> subgroups = SubgroupHeader.parse(
                    fields.subgroups(), field(fields.subgroups(), consumed).orElse(""));
            return new ImageEvent(
                    id, time, field(fields.label(), consumed), subgroups, "application/octet-stream", value);
        } catch (Refusal refusal) {
            return refusal.unreadable();
        } catch (IllegalArgumentException e) {
            return new Unreadable(Reason.BAD_EVENT, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<byte[]> image(ConsumerRecord<byte[], byte[]> consumed) {
        return Optional.ofNullable(consumed.value());
    }

    @Override
    public Optional<String> id(ConsumerRecord<byte[], byte[]> consumed) {
        try {
            return field(fields.id(), consumed).or(() -> Optional.of(place(consumed)));
        } catch (Refusal refusal) {
            return Optional.empty();
        }
    }

    @Override
    public boolean isKeyedById() {
        return fields.id().equals(RawFields.KEY);
    }

    private static String place(ConsumerRecord<?, ?> consumed) {
        return consumed.topic() + "-" + consumed.partition() + "-" + consumed.offset();
    }

    /** Empty if the header or the key is missing or blank. */
    private static Optional<String> field(String name, ConsumerRecord<byte[], byte[]> consumed) throws Refusal {
        byte @Nullable [] found = name.equals(RawFields.KEY) ? consumed.key() : header(name, consumed);
        return Optional.ofNullable(found).map(bytes -> new String(bytes, UTF_8)).filter(text -> !text.isBlank());
    }

    private static byte @Nullable [] header(String name, ConsumerRecord<?, ?> consumed) throws Refusal {
        byte @Nullable [] found = null;
        for (Header header : consumed.headers()) {
            if (header.key().equalsIgnoreCase(name) && header.value() != null) {
                if (found != null) {
                    throw new Refusal(Reason.BAD_EVENT, "the record has the header '" + name + "' more than once");
                }
                found = header.value();
            }
        }
        return found;
    }
}
