package io.penumbra.counts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A set of attribute=value pairs. A subgroup that names every attribute is a leaf. Each image falls in exactly one leaf
 * and in all {@link #marginals()} of that leaf.
 *
 * @param name the pairs sorted by attribute, as in {@code age=old,sex=male}; {@code all} for no pair
 */
public record Subgroup(String name) implements Comparable<Subgroup> {
    public static final Subgroup ALL = new Subgroup("all");
    /** The value of an attribute that an image does not have. */
    public static final String UNKNOWN = "unknown";
    /** The value of an attribute whose own value is not kept apart. */
    public static final String OTHER = "other";

    /** Most attributes of a leaf. An image counts in 2^n subgroups. */
    public static final int MOST_ATTRIBUTES = 8;

    private static final int LONGEST_WORD = 200;

    public Subgroup {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "the name of a subgroup is blank, expected 'all' or pairs such as sex=male");
        }
    }

    /** The subgroup of these pairs; {@link #ALL} without pairs. */
    public static Subgroup of(Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return ALL;
        }
        pairs.forEach((attribute, value) -> {
            check(attribute);
            check(value);
        });
        return new Subgroup(new TreeMap<>(pairs)
                .entrySet().stream().map(e -> e.getKey() + '=' + e.getValue()).collect(Collectors.joining(",")));
    }

    /**
     * Reads a subgroup that a person wrote, such as {@code sex=male, age=old}. The pairs may come in any order.
     *
     * @throws IllegalArgumentException if it is neither {@code all} nor pairs of distinct attributes
     */
    public static Subgroup named(String name) {
        String trimmed = name.strip();
        if (trimmed.equals(ALL.name)) {
            return ALL;
        }
        var pairs = new TreeMap<String, String>();
        for (String pair : trimmed.split(",", -1)) {
            String[] words = pair.split("=", -1);
            if (words.length != 2 || pairs.put(stripped(words[0]), stripped(words[1])) != null) {
                throw new IllegalArgumentException(
                        "subgroup is '" + name + "', expected 'all' or pairs such as age=old,sex=male");
            }
        }
        return of(pairs);
    }

    /** Without spaces around it, a no-break space among them, as the words of images are. */
    private static String stripped(String word) {
        int from = 0;
        int to = word.length();
        while (from < to && isSpace(word.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(word.charAt(to - 1))) {
            to--;
        }
        return word.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** @throws IllegalArgumentException if no image can have this leaf */
    public void checkLeaf() {
        if (equals(ALL) || name.equals(OTHER)) { // an earlier release had the leaf "other"
            return;
        }
        String[] pairs = name.split(",", -1);
        if (pairs.length > MOST_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    "the leaf has " + pairs.length + " attributes, expected at most " + MOST_ATTRIBUTES);
        }
        String before = "";
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals <= 0 || pair.substring(0, equals).compareTo(before) <= 0) {
                throw new IllegalArgumentException(
                        "the leaf is '" + name + "', expected sorted pairs such as age=old,sex=male");
            }
            before = pair.substring(0, equals);
            check(before);
            check(pair.substring(equals + 1));
        }
    }

    /** The pairs of a leaf: attribute to value. */
    public SortedMap<String, String> pairs() {
        var pairs = new TreeMap<String, String>();
        for (String pair : name.split(",")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return pairs;
    }

    /** Every subgroup that contains this leaf: for n attributes 2^n, from {@link #ALL} to the leaf itself. */
    public List<Subgroup> marginals() {
        if (equals(ALL)) {
            return List.of(ALL);
        }
        String[] pairs = name.split(",");
        var marginals = new ArrayList<Subgroup>(1 << pairs.length);
        for (int set = 0; set < 1 << pairs.length; set++) {
            var chosen = new ArrayList<String>(pairs.length);
            for (int i = 0; i < pairs.length; i++) {
                if ((set >> i & 1) == 1) {
                    chosen.add(pairs[i]);
                }
            }
            marginals.add(chosen.isEmpty() ? ALL : new Subgroup(String.join(",", chosen)));
        }
        return List.copyOf(marginals);
    }

    /** The number of attributes that it names: 0 for {@link #ALL}. */
    public int order() {
        if (equals(ALL)) {
            return 0;
        }
        int order = 1;
        for (int i = name.indexOf(','); i >= 0; i = name.indexOf(',', i + 1)) {
            order++;
        }
        return order;
    }

    /** Whether each image of the other subgroup is in this one. */
    public boolean contains(Subgroup other) {
        return equals(ALL) || other.pairs().entrySet().containsAll(pairs().entrySet());
    }

    /**
     * The subgroup as one says it: {@code all}, {@code old male}, {@code age unknown, sex male}. A value that is a word
     * stands for itself; any other needs its attribute.
     */
    public String words() {
        if (equals(ALL)) {
            return name;
        }
        var pairs = pairs();
        boolean words = pairs.values().stream().allMatch(Subgroup::speaksForItself);
        return pairs.entrySet().stream()
                .map(pair -> words ? pair.getValue() : pair.getKey() + " " + pair.getValue())
                .collect(Collectors.joining(words ? " " : ", "));
    }

    private static boolean speaksForItself(String value) {
        return value.matches("\\p{L}{2,}")
                && !List.of(UNKNOWN, OTHER, "yes", "no", "true", "false").contains(value);
    }

    static void check(String word) {
        if (word.length() > LONGEST_WORD) {
            throw new IllegalArgumentException("the attribute or value '" + word.substring(0, 20)
                    + "…' of a subgroup has " + word.length() + " characters, expected at most " + LONGEST_WORD);
        }
        if (word.isBlank()
                || word.indexOf(',') >= 0
                || word.indexOf('=') >= 0
                || word.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("'" + word + "' is not an attribute or a value of a subgroup");
        }
    }

    /** Sorts by number of attributes, then by name: the order of every table. */
    @Override
    public int compareTo(Subgroup other) {
        int byOrder = Integer.compare(order(), other.order());
        return byOrder != 0 ? byOrder : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
