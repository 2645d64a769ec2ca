package io.penumbra.counts;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * The classes that every model distinguishes, in the order of its output.
 *
 * @param names at least two, no duplicates
 * @param positive index of the class that is sought where there are two; empty if there is none
 * @param guarded indices of the classes whose false positives and negatives the gate asks for, ascending
 */
public record Classes(List<String> names, OptionalInt positive, List<Integer> guarded) {
    /** The label index of an image whose class is unknown. */
    public static final int UNLABELLED = -1;

    public Classes {
        names = List.copyOf(names);
        if (names.size() < 2 || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("the classes are " + names + ", expected at least 2, each named once");
        }
        if (positive.isPresent()) {
            checkIndex("the positive class", positive.getAsInt(), names);
        }
        var ascending = new TreeSet<Integer>();
        for (int y : guarded) {
            checkIndex("a guarded class", y, names);
            if (!ascending.add(y)) {
                throw new IllegalArgumentException("the class '" + names.get(y) + "' is guarded twice, expected once");
            }
        }
        guarded = List.copyOf(ascending);
    }

    private static void checkIndex(String what, int y, List<String> names) {
        if (y < 0 || y >= names.size()) {
            throw new IllegalArgumentException("the index of " + what + " is " + y + ", expected an index of " + names);
        }
    }

    /** Classes of which the positive one alone is guarded. */
    public Classes(List<String> names, int positive) {
        this(names, OptionalInt.of(positive), List.of(positive));
    }

    /** Classes whose positive class is given by name. */
    public static Classes of(List<String> names, String positive) {
        if (!names.contains(positive)) {
            throw new IllegalArgumentException("positive class '" + positive + "' is not one of the classes " + names);
        }
        return new Classes(names, names.indexOf(positive));
    }

    /** The classes whose gains and losses are counted: those that are guarded and the positive one, ascending. */
    public List<Integer> compared() {
        if (positive.isEmpty() || guarded.contains(positive.getAsInt())) {
            return guarded;
        }
        var compared = new TreeSet<>(guarded);
        compared.add(positive.getAsInt());
        return List.copyOf(compared);
    }

    public int size() {
        return names.size();
    }

    /** Says that a label is no class. Names the class that it is but for its case and the spaces around it. */
    public static String unknown(String label, List<String> names) {
        String near = names.stream()
                .filter(name -> name.equalsIgnoreCase(label.strip()))
                .findFirst()
                .map(name -> "; is it '" + name + "'?")
                .orElse("");
        return "label '" + label + "' is not one of the classes " + names + near;
    }

    /** The index of a class, or −1 if there is no class of this name. */
    public int indexOf(String name) {
        return names.indexOf(name);
    }
}
