package io.penumbra.counts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The attributes that make subgroups, and the values of each that are kept apart. Any other value of an attribute
 * counts as {@link Subgroup#OTHER} of that attribute, and no value as {@link Subgroup#UNKNOWN}.
 *
 * @param values by attribute; an attribute without listed values keeps the first that come, see {@link KeptValues}
 */
public record Attributes(SortedMap<String, SortedSet<String>> values) {
    /** Beyond this many, the subgroups are those that have an image. */
    private static final int MOST_SUBGROUPS = 10_000;

    /** The values that every attribute has besides those that are listed. */
    private static final List<String> ALWAYS = List.of(Subgroup.UNKNOWN, Subgroup.OTHER);

    public Attributes {
        var copy = new TreeMap<String, SortedSet<String>>();
        values.forEach((attribute, listed) -> {
            Subgroup.check(attribute);
            listed.forEach(value -> {
                Subgroup.check(value);
                if (isAlways(value)) {
                    throw new IllegalArgumentException("subgroups lists the value '" + value + "' of " + attribute
                            + ", which every attribute has; leave it out");
                }
            });
            copy.put(attribute, Collections.unmodifiableSortedSet(new TreeSet<>(listed)));
        });
        values = Collections.unmodifiableSortedMap(copy);
    }

    /** @param values by attribute; an attribute with an empty list keeps the first values that come */
    public static Attributes of(Map<String, ? extends Collection<String>> values) {
        var sorted = new TreeMap<String, SortedSet<String>>();
        values.forEach((attribute, listed) -> sorted.put(attribute, new TreeSet<>(listed)));
        return new Attributes(sorted);
    }

    static boolean isAlways(String value) {
        return ALWAYS.contains(value);
    }

    /**
     * Every subgroup that these attributes and their listed values make, {@code all} among them. Attributes without
     * listed values make none. Empty beyond {@value #MOST_SUBGROUPS} subgroups, or if no attribute lists its values.
     */
    public SortedSet<Subgroup> subgroups() {
        var subgroups = new TreeSet<Subgroup>();
        List<SortedMap<String, String>> made = new ArrayList<>(List.of(new TreeMap<>()));
        for (Map.Entry<String, SortedSet<String>> attribute : values.entrySet()) {
            for (SortedMap<String, String> pairs : List.copyOf(made)) {
                for (String value : attribute.getValue()) {
                    var more = new TreeMap<>(pairs);
                    more.put(attribute.getKey(), value);
                    made.add(more);
                }
            }
            if (made.size() > MOST_SUBGROUPS) {
                return subgroups;
            }
        }
        if (made.size() > 1) {
            made.forEach(pairs -> subgroups.add(Subgroup.of(pairs)));
        }
        return subgroups;
    }

    /** Whether every attribute lists its values. */
    public boolean areListed() {
        return values.values().stream().noneMatch(SortedSet::isEmpty);
    }

    /** The listed value of an attribute that this value is but for upper and lower case. */
    Optional<String> likeValue(String attribute, String value) {
        return like(values.getOrDefault(attribute, new TreeSet<>()), value);
    }

    /** The attribute that this name is but for upper and lower case. */
    Optional<String> likeAttribute(String name) {
        return like(values.keySet(), name);
    }

    private static Optional<String> like(Collection<String> words, String word) {
        return words.stream().filter(each -> each.equalsIgnoreCase(word)).findFirst();
    }
}
