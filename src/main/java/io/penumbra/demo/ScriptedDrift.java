package io.penumbra.demo;

import io.penumbra.dataset.CelebA;
import io.penumbra.process.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A drift of the demo: from some time on, the avatars of a subgroup stand in another light.
 *
 * @param subgroup value by attribute, at least one
 * @param after event time since the first image
 */
record ScriptedDrift(Map<String, String> subgroup, Duration after) {
    private static final Map<String, List<String>> VALUES = new TreeMap<>(CelebA.VALUES);

    ScriptedDrift {
        subgroup = Map.copyOf(subgroup);
    }

    /** Reads {@code male@10m}, {@code sex=male@10m}, {@code age=old,sex=male@90s}. */
    static final class Reader implements ITypeConverter<ScriptedDrift> {
        @Override
        public ScriptedDrift convert(String text) {
            String[] words = text.split("@", -1);
            if (words.length != 2) {
                throw new TypeConversionException(
                        "expected a subgroup and a time, such as male@10m or age=old,sex=male@90s, not '" + text + "'");
            }
            return new ScriptedDrift(subgroup(words[0]), new Time().convert(words[1]));
        }
    }

    private static Map<String, String> subgroup(String text) {
        var pairs = new TreeMap<String, String>();
        for (String pair : text.split(",", -1)) {
            String[] words = pair.strip().split("=", -1);
            String value = words[words.length - 1];
            String attribute = words.length == 2 ? words[0] : attribute(value);
            if (words.length > 2
                    || !VALUES.getOrDefault(attribute, List.of()).contains(value)
                    || pairs.put(attribute, value) != null) {
                throw new TypeConversionException("no avatar has subgroup '" + text + "', expected one of " + names()
                        + ", or several attributes such as age=old,sex=male");
            }
        }
        return pairs;
    }

    private static String attribute(String value) {
        return VALUES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private static List<String> names() {
        var names = new ArrayList<String>();
        VALUES.forEach((attribute, values) -> values.forEach(value -> names.add(attribute + "=" + value)));
        return names;
    }

    /** Whether the drift affects an image. */
    boolean affects(Map<String, String> subgroups, Duration sinceFirst) {
        return sinceFirst.compareTo(after) >= 0 && subgroups.entrySet().containsAll(subgroup.entrySet());
    }
}
