package io.penumbra.wire;

import io.penumbra.counts.Subgroup;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is true of an image, as it was said after the image was sent.
 *
 * @param name the true class by name
 * @param subgroups attribute to value; an attribute that is not named stays as the score has it
 */
public record Label(String name, SortedMap<String, String> subgroups) {
    public Label {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a label names a class");
        }
        Subgroup.of(subgroups); // only to check
        subgroups = Collections.unmodifiableSortedMap(new TreeMap<>(subgroups));
    }

    public Label(String name, Map<String, String> subgroups) {
        this(name, new TreeMap<>(subgroups));
    }
}
