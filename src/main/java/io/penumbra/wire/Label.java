package io.penumbra.wire;

import io.penumbra.counts.Subgroup;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is true of an image, sent after the image.
 *
 * @param name the name of the true class
 * @param subgroups attribute to value; other attributes keep the value of the score
 */
public record Label(String name, SortedMap<String, String> subgroups) {
    public Label {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the label is blank, expected the name of a class");
        }
        Subgroup.of(subgroups); // for its checks
        subgroups = Collections.unmodifiableSortedMap(new TreeMap<>(subgroups));
    }

    public Label(String name, Map<String, String> subgroups) {
        this(name, new TreeMap<>(subgroups));
    }
}
