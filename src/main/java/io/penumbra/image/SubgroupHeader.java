package io.penumbra.image;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text of {@code ce_subgroups}: {@code sex=male,age=old}. Spaces around names and values are dropped. */
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
            String name = pair.substring(0, equals).strip();
            String value = pair.substring(equals + 1).strip();
            String fault = fault(name, value);
            if (fault != null) {
                throw bad(fault, header);
            }
            if (subgroups.put(name, value) != null) {
                throw bad("attribute '" + name + "' comes twice", header);
            }
        }
        if (subgroups.size() > MOST_ATTRIBUTES) {
            throw bad(subgroups.size() + " attributes, expected at most " + MOST_ATTRIBUTES, header);
        }
        return subgroups;
    }

    static String format(SortedMap<String, String> subgroups) {
        return subgroups.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /** @throws IllegalArgumentException if {@link #parse} would not give {@code subgroups} back */
    static void check(SortedMap<String, String> subgroups) {
        for (Map.Entry<String, String> entry : subgroups.entrySet()) {
            String fault = fault(entry.getKey(), entry.getValue());
            if (fault != null) {
                throw new IllegalArgumentException("subgroups " + subgroups + ": " + fault);
            }
        }
        if (subgroups.size() > MOST_ATTRIBUTES || format(subgroups).length() > LONGEST_HEADER) {
            throw new IllegalArgumentException("expected at most " + MOST_ATTRIBUTES + " attributes and "
                    + LONGEST_HEADER + " characters: " + subgroups);
        }
    }

    private static @Nullable String fault(String name, String value) {
        for (String part : new String[] {name, value}) {
            if (part.isEmpty() || !part.equals(part.strip())) {
                return "empty or padded name or value in '" + name + "=" + value + "'";
            }
            if (part.length() > LONGEST_PART) {
                return "a name or value of " + part.length() + " characters, expected at most " + LONGEST_PART;
            }
            if (part.indexOf('=') >= 0 || part.indexOf(',') >= 0 || Text.hasControl(part)) {
                return "'=', ',' or a control character inside '" + part + "'";
            }
        }
        return null;
    }

    private static Refusal bad(String fault, String header) {
        return new Refusal(Reason.BAD_SUBGROUPS, "ce_subgroups: " + fault + ": '" + Text.printable(header, 100) + "'");
    }
}
