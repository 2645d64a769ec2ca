package io.penumbra.image;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How images stand in the records of their topic. Immutable. */
public sealed interface ImageFormat permits CloudEvents, RawImages {

    /**
     * Reads the event in a record. A header without a value counts as missing. Never throws.
     *
     * <p>Reasons:
     * <ul>
     * <li>{@code empty}: the record has no value, or the event no image.
     * <li>{@code bad_event}: the record is no CloudEvent of the type that is read, or has a header twice. Or an id or
     *     label is too long or has control characters.
     * <li>{@code missing_id}: the CloudEvent has no id.
     * <li>{@code bad_time}: the time cannot be read, is before 1970, or is more than {@link EventTime#MOST_AHEAD} after
     *     the record's timestamp. Or both times are missing.
     * <li>{@code bad_subgroups}: they are not distinct {@code name=value} pairs of 1 to 64 printable characters, or
     *     have more than 16 pairs or 1024 characters.
     * </ul>
     */
    Received read(ConsumerRecord<byte[], byte[]> consumed);

    /** The encoded image of a record, whatever else the record says; empty if it has none. Not copied. Never throws. */
    Optional<byte[]> image(ConsumerRecord<byte[], byte[]> consumed);

    /** The image id in a record, whatever else the record says; empty if none can be read. Never throws. */
    Optional<String> id(ConsumerRecord<byte[], byte[]> consumed);

    /** Whether the key of each record is the id of its image. Only then does a tombstone replace the image. */
    boolean isKeyedById();
}
