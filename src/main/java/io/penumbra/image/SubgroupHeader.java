package io.penumbra.image;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text of {@code ce_subgroups}: {@code sex=male,age=old}. Its words are read as {@link Text#word} reads them. */
final class SubgroupHeader {

    private static final int LONGEST_HEADER = 1024;
    private static final int LONGEST_PART = 64;
    private static final int MOST_ATTRIBUTES = 16;

    private SubgroupHeader() {}

    /** Value by attribute; empty for a blank header. */
    static SortedMap<String, String> parse(String header) throws Refusal {
        SortedMap<String, String> subgroups = new TreeMap<>();
        if (header.isBlank()) {
            return subgroups;
        }
        if (header.length() > LONGEST_HEADER) {
            throw bad(header.length() + " characters, expected at most " + LONGEST_HEADER, header);
        }
        for (String pair : header.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw bad("'" + pair + "' is not name=value", header);
            }
            add(subgroups, pair.substring(0, equals), pair.substring(equals + 1), header);
        }
        if (subgroups.size() > MOST_ATTRIBUTES) {
            throw bad(subgroups.size() + " attributes, expected at most " + MOST_ATTRIBUTES, header);
        }
        return subgroups;
    }

    private static void add(SortedMap<String, String> subgroups, String attribute, String value, String header)
            throws Refusal {
        try {
            String name = part("an attribute", attribute);
            if (subgroups.put(name, part(name, value)) != null) {
                throw bad("attribute '" + name + "' comes twice", header);
            }
        } catch (IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()), header);
        }
    }

    private static String part(String what, String text) {
        String word = Text.word(what, text);
        if (word.length() > LONGEST_PART) {
            throw new IllegalArgumentException(
                    what + " has " + word.length() + " characters, expected at most " + LONGEST_PART);
        }
        return word;
    }

    static String format(SortedMap<String, String> subgroups) {
        return subgroups.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /** @throws IllegalArgumentException if {@link #parse} would not give {@code subgroups} back */
    static void check(SortedMap<String, String> subgroups) {
        try {
            if (parse(format(subgroups)).equals(subgroups)) {
                return;
            }
        } catch (Refusal e) {
            throw new IllegalArgumentException("subgroups " + subgroups + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "subgroups " + subgroups + " are not read back as they are: trim the words and leave out ',' and '='");
    }

    private static Refusal bad(String fault, String header) {
        return new Refusal(Reason.BAD_SUBGROUPS, "ce_subgroups: " + fault + ": '" + Text.printable(header, 100) + "'");
    }
}
