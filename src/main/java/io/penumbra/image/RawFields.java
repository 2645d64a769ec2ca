package io.penumbra.image;

import java.util.List;
import java.util.TreeSet;

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
        var distinct = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        distinct.addAll(names);
        if (distinct.size() < names.size()) {
            throw new IllegalArgumentException("expected distinct names for id, time, label and subgroups: " + names);
        }
    }
}
