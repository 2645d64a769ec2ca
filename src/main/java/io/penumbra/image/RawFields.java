package io.penumbra.image;

import java.util.HashSet;
import java.util.List;

/**
 * Where a raw record says what is known of its image: names of headers, in upper or lower case, or {@link #KEY}.
 *
 * @param id the image id
 * @param time the event time, in ISO 8601 or in milliseconds since 1970
 * @param label the true class
 * @param subgroups as in {@code sex=male,age=old}
 */
public record RawFields(String id, String time, String label, String subgroups) {
    /** Means the key of the record, not a header. */
    public static final String KEY = "key";

    public RawFields {
        List<String> names = List.of(id, time, label, subgroups);
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("expected distinct names for id, time, label and subgroups: " + names);
        }
    }
}
