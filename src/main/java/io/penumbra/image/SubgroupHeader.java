package io.penumbra.image;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Subgroups as text: {@code sex=male,age=old}. Its words are read as {@link Text#word} reads them. */
final class SubgroupHeader {

    private static final int LONGEST_TEXT = 1024;
    private static final int LONGEST_PART = 64;
    private static final int MOST_ATTRIBUTES = 16;

    private SubgroupHeader() {}

    /**
     * Value by attribute; empty for a blank text.
     *
     * @param name what the message calls the text, such as {@code ce_subgroups}
     */
    static SortedMap<String, String> parse(String name, String text) throws Refusal {
        try {
            return parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal(
                    Reason.BAD_SUBGROUPS, name + ": " + e.getMessage() + ": '" + Text.printable(text, 100) + "'");
        }
    }

    private static SortedMap<String, String> parse(String text) {
        SortedMap<String, String> subgroups = new TreeMap<>();
        if (text.isBlank()) {
            return subgroups;
        }
        if (text.length() > LONGEST_TEXT) {
            throw bad(text.length() + " characters, expected at most " + LONGEST_TEXT);
        }
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                throw bad("'" + pair + "' is not name=value");
            }
            add(subgroups, pair.substring(0, equals), pair.substring(equals + 1));
        }
        if (subgroups.size() > MOST_ATTRIBUTES) {
            throw bad(subgroups.size() + " attributes, expected at most " + MOST_ATTRIBUTES);
        }
        return subgroups;
    }

    private static void add(SortedMap<String, String> subgroups, String attribute, String value) {
        String name = part("an attribute", attribute);
        if (subgroups.put(name, part(name, value)) != null) {
            throw bad("attribute '" + name + "' comes twice");
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
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("subgroups " + subgroups + ": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "subgroups " + subgroups + " are not read back as they are: trim the words and leave out ',' and '='");
    }

    private static IllegalArgumentException bad(String fault) {
        return new IllegalArgumentException(fault);
    }
}
