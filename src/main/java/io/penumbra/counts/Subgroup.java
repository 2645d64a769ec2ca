package io.penumbra.counts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A set of attribute=value pairs. The subgroup that names every attribute is a leaf; each image falls in exactly one leaf, and in all of
 * that leaf's {@link #marginals()}.
 *
 * @param name the pairs sorted by attribute, as in {@code age=old,sex=male}; {@code all} for no pair; {@code other} for the leaf that
 *     takes what falls outside the configured bound
 */
public record Subgroup(String name) implements Comparable<Subgroup> {
    public static final Subgroup ALL = new Subgroup("all");
    public static final Subgroup OTHER = new Subgroup("other");
    /** The value of an attribute that an image does not name. */
    public static final String UNKNOWN = "unknown";

    private static final int LONGEST_WORD = 200;

    public Subgroup {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a subgroup has a name; the one without a pair is called 'all'");
        }
    }

    /** The subgroup of these pairs; {@link #ALL} for none. */
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
     * The subgroup that a person means by {@code sex=male, age=old}: the pairs may come in any order.
     *
     * @throws IllegalArgumentException if it is neither {@code all} nor {@code other} nor pairs, each attribute named once
     */
    public static Subgroup named(String name) {
        String trimmed = name.strip();
        if (trimmed.equals(ALL.name) || trimmed.equals(OTHER.name)) {
            return new Subgroup(trimmed);
        }
        var pairs = new TreeMap<String, String>();
        for (String pair : trimmed.split(",", -1)) {
            String[] words = pair.split("=", -1);
            if (words.length != 2 || pairs.put(words[0].strip(), words[1].strip()) != null) {
                throw new IllegalArgumentException(
                        "a subgroup is 'all', 'other' or pairs as in age=old,sex=male, not '" + name + "'");
            }
        }
        return of(pairs);
    }

    /** The leaf of an image: the kept attributes with the image's values, {@link #UNKNOWN} where it has none. */
    public static Subgroup leaf(Collection<String> attributes, Map<String, String> values) {
        var pairs = new TreeMap<String, String>();
        for (String attribute : attributes) {
            pairs.put(attribute, values.getOrDefault(attribute, UNKNOWN));
        }
        return of(pairs);
    }

    /** The pairs of a leaf: attribute to value. */
    public SortedMap<String, String> pairs() {
        var pairs = new TreeMap<String, String>();
        if (!equals(ALL) && !equals(OTHER)) {
            for (String pair : name.split(",")) {
                int equals = pair.indexOf('=');
                pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return pairs;
    }

    /** Every subgroup that contains this leaf: 2^n for n attributes, from {@link #ALL} to the leaf itself. */
    public List<Subgroup> marginals() {
        if (equals(ALL)) {
            return List.of(ALL);
        }
        if (equals(OTHER)) {
            return List.of(ALL, OTHER);
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

    /** How many attributes it names: 0 for {@link #ALL}. */
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

    private static void check(String word) {
        if (word.length() > LONGEST_WORD) {
            throw new IllegalArgumentException("an attribute or value of a subgroup has at most " + LONGEST_WORD
                    + " characters, not " + word.length() + " as '" + word.substring(0, 20) + "…'");
        }
        if (word.isBlank()
                || word.indexOf(',') >= 0
                || word.indexOf('=') >= 0
                || word.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("not an attribute or value of a subgroup: '" + word + "'");
        }
    }

    /** By number of attributes, then by name: the order of every table. */
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
