package io.penumbra.counts;

import java.util.HashSet;
import java.util.List;

/**
 * The classes that every model distinguishes, in the order of its output.
 *
 * @param names at least two, no duplicates
 * @param positive index of the class that a false positive falsely claims
 */
public record Classes(List<String> names, int positive) {
    /** The label index of an image whose class is unknown. */
    public static final int UNLABELLED = -1;

    public Classes {
        names = List.copyOf(names);
        if (names.size() < 2 || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("the classes are " + names + ", expected at least 2, each named once");
        }
        if (positive < 0 || positive >= names.size()) {
            throw new IllegalArgumentException(
                    "the index of the positive class is " + positive + ", expected an index of " + names);
        }
    }

    /** Classes whose positive class is given by name. */
    public static Classes of(List<String> names, String positive) {
        if (!names.contains(positive)) {
            throw new IllegalArgumentException("positive class '" + positive + "' is not one of the classes " + names);
        }
        return new Classes(names, names.indexOf(positive));
    }

    public int size() {
        return names.size();
    }

    /** The index of a class, or −1 if there is no class of this name. */
    public int indexOf(String name) {
        return names.indexOf(name);
    }
}
