package io.penumbra.counts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Finds the leaf of an image. All tasks of an instance share one object, so that a leaf is the same for all of them.
 *
 * <p>An attribute that lists no values keeps the first that come. It takes a further one while
 *
 * <ol>
 * <li>it has fewer than {@code mostValues}, and
 * <li>the values of all attributes together make at most {@code mostLeaves} leaves.
 * </ol>
 *
 * <p>Once a value is kept, or has found no room, that stays so. No value ever counts first as the one and then as the
 * other.
 */
public final class KeptValues {
    /** The values that an attribute keeps where its own are not listed and nothing else is configured. */
    public static final int MOST_VALUES = 20;
    /** The leaves that the values make at the most where nothing else is configured. */
    public static final int MOST_LEAVES = 300;

    private final Attributes attributes;
    private final int mostValues;
    private final int mostLeaves;
    private final BiConsumer<String, String> come;
    private final Consumer<String> notice;
    private final Set<String> noticed = ConcurrentHashMap.newKeySet();

    /** Replaced as a whole by each value that is kept, so that readers need no lock. */
    private volatile Map<String, Set<String>> kept = new HashMap<>();

    /**
     * @param come is told of an attribute and a value that may be kept. When it returns, it has called {@link #keep}
     *     for every value that came before this one, in the order that all instances agree on, and for this one
     * @param notice receives a sentence, once for each attribute and each listed value, when an image has it in other
     *     upper and lower case
     * @throws IllegalArgumentException if the values make more leaves
     */
    public KeptValues(
            Attributes attributes,
            int mostValues,
            int mostLeaves,
            BiConsumer<String, String> come,
            Consumer<String> notice) {
        this.attributes = attributes;
        this.mostValues = mostValues;
        this.mostLeaves = mostLeaves;
        this.come = come;
        this.notice = notice;
        attributes.values().forEach((attribute, listed) -> kept.put(attribute, Set.copyOf(listed)));
        if (leaves("") > mostLeaves) {
            throw new IllegalArgumentException(
                    "the values of subgroups, with unknown and other of each attribute, make " + Math.round(leaves(""))
                            + " leaves, expected at most " + mostLeaves);
        }
    }

    /** Keeps the first values in the order in which this object meets them: for a count that one process makes alone. */
    public static KeptValues inMemory(Attributes attributes, int mostValues, int mostLeaves) {
        var first = new KeptValues[1];
        first[0] = new KeptValues(
                attributes, mostValues, mostLeaves, (attribute, value) -> first[0].keep(attribute, value), s -> {});
        return first[0];
    }

    /** The same with the default bounds. */
    public static KeptValues inMemory(Attributes attributes) {
        return inMemory(attributes, MOST_VALUES, MOST_LEAVES);
    }

    public Attributes attributes() {
        return attributes;
    }

    /** Keeps a value if its attribute lists none and has room. */
    public synchronized void keep(String attribute, String value) {
        if (isRoomFor(attribute) && !Attributes.isAlways(value)) {
            var more = new HashMap<>(kept);
            var values = new HashSet<>(more.get(attribute));
            values.add(value);
            more.put(attribute, Set.copyOf(values));
            kept = more;
        }
    }

    /** The leaf of an image with these values by attribute. Attributes that make no subgroups are ignored. */
    public Subgroup leaf(Map<String, String> pairs) {
        var leaf = new TreeMap<String, String>();
        attributes.values().keySet().forEach(attribute -> leaf.put(attribute, Subgroup.UNKNOWN));
        pairs.forEach((attribute, value) -> {
            if (leaf.containsKey(attribute)) {
                leaf.put(attribute, value(attribute, value));
            } else {
                attributes
                        .likeAttribute(attribute)
                        .ifPresent(like -> notice(
                                like,
                                "an image has the attribute '" + attribute + "', which is ignored: it is not '" + like
                                        + "'"));
            }
        });
        return Subgroup.of(leaf);
    }

    private String value(String attribute, String value) {
        if (Attributes.isAlways(value) || keeps(attribute, value)) {
            return value;
        }
        if (isRoomFor(attribute)) {
            come.accept(attribute, value);
            return keeps(attribute, value) ? value : Subgroup.OTHER;
        }
        attributes
                .likeValue(attribute, value)
                .ifPresent(like -> notice(
                        attribute + '=' + like,
                        "an image has the " + attribute + " '" + value + "', which counts as other: it is not '" + like
                                + "'"));
        return Subgroup.OTHER;
    }

    private boolean keeps(String attribute, String value) {
        return kept.getOrDefault(attribute, Set.of()).contains(value);
    }

    private boolean isRoomFor(String attribute) {
        Set<String> listed = attributes.values().get(attribute);
        return listed != null
                && listed.isEmpty()
                && kept.getOrDefault(attribute, Set.of()).size() < mostValues
                && leaves(attribute) <= mostLeaves;
    }

    /** The leaves that the values make, with unknown and other, if one attribute had a value more. */
    private double leaves(String grown) {
        double leaves = 1;
        for (var values : kept.entrySet()) {
            leaves *= values.getValue().size() + 2 + (values.getKey().equals(grown) ? 1 : 0);
        }
        return leaves;
    }

    private void notice(String what, String sentence) {
        if (noticed.add(what)) {
            notice.accept(sentence);
        }
    }
}
