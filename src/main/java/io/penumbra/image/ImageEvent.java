package io.penumbra.image;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One encoded image and what is known about it. Immutable. */
public final class ImageEvent implements Received {

    /** Longest image id and longest label, in characters. */
    public static final int LONGEST_NAME = 256;

    private final String id;
    private final Instant time;
    private final Optional<String> label;
    private final SortedMap<String, String> subgroups;
    private final String contentType;
    private final byte[] encoded;

    /** Does not copy {@code encoded}: nobody else may hold the array. */
    ImageEvent(
            String id,
            Instant time,
            Optional<String> label,
            SortedMap<String, String> subgroups,
            String contentType,
            byte[] encoded) {
        this.id = checkedName("image id", id);
        this.time = checkedTime(time);
        label.ifPresent(name -> checkedName("label", name));
        this.label = label;
        this.subgroups = Collections.unmodifiableSortedMap(subgroups);
        this.contentType = Objects.requireNonNull(contentType, "contentType");
        this.encoded = encoded;
        if (encoded.length == 0) {
            throw new IllegalArgumentException("image " + id + " has no bytes");
        }
    }

    /**
     * @param id key of the image in every topic
     * @param time event time, 1970 to 9999
     * @param label the true class, if it is known
     * @param subgroups value by attribute, such as {@code sex=male}; may be empty
     * @param contentType {@code image/jpeg} or {@code image/png}; a hint for readers, the decoder looks at the content
     * @param encoded JPEG or PNG; copied
     * @throws IllegalArgumentException if the event could not be read back from the record that it is written to
     */
    public static ImageEvent of(
            String id,
            Instant time,
            Optional<String> label,
            Map<String, String> subgroups,
            String contentType,
            byte[] encoded) {
        SortedMap<String, String> sorted = new TreeMap<>(subgroups);
        SubgroupHeader.check(sorted);
        return new ImageEvent(id, time, label, sorted, contentType, encoded.clone());
    }

    public String id() {
        return id;
    }

    /** Event time: when the image was taken or sent, not when it was read. */
    public Instant time() {
        return time;
    }

    /** The true class, if it is known. */
    public Optional<String> label() {
        return label;
    }

    /** Value by attribute, sorted by attribute; unmodifiable. */
    public SortedMap<String, String> subgroups() {
        return subgroups;
    }

    public String contentType() {
        return contentType;
    }

    /** A read-only view of the encoded image, at least one byte. */
    public ByteBuffer encoded() {
        return ByteBuffer.wrap(encoded).asReadOnlyBuffer();
    }

    /** Encoded size in bytes. */
    public int size() {
        return encoded.length;
    }

    byte[] array() {
        return encoded;
    }

    private static String checkedName(String what, String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME || Text.hasControl(name)) {
            throw new IllegalArgumentException(what + " must be 1 to " + LONGEST_NAME + " printable characters: '"
                    + Text.printable(name, 40) + "'");
        }
        return name;
    }

    private static Instant checkedTime(Instant time) {
        if (!EventTime.isPossible(time)) {
            throw new IllegalArgumentException("event time must be in 1970 to 9999: " + time);
        }
        return time;
    }

    @Override
    public String toString() {
        return "image " + id + " of " + time + ", label " + label.orElse("unknown") + ", " + subgroups + ", "
                + encoded.length + " bytes of " + contentType;
    }
}
