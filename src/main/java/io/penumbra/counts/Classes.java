package io.penumbra.counts;

import java.util.HashSet;
import java.util.List;

/**
 * The classes that every model tells apart, in the order of its output.
 *
 * @param names at least two, each once
 * @param positive index of the class that a false positive falsely claims
 */
public record Classes(List<String> names, int positive) {
    /** The index of an image whose class is not known. */
    public static final int UNLABELLED = -1;

    public Classes {
        names = List.copyOf(names);
        if (names.size() < 2 || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException(
                    "a model tells at least two classes apart, each named once, not " + names);
        }
        if (positive < 0 || positive >= names.size()) {
            throw new IllegalArgumentException("positive class " + positive + " is none of " + names);
        }
    }

    /** Classes with the positive one by name. */
    public static Classes of(List<String> names, String positive) {
        if (!names.contains(positive)) {
            throw new IllegalArgumentException("positive class '" + positive + "' is none of " + names);
        }
        return new Classes(names, names.indexOf(positive));
    }

    public int size() {
        return names.size();
    }

    /** The index of a class by name, or −1 where there is no such class. */
    public int indexOf(String name) {
        return names.indexOf(name);
    }
}
