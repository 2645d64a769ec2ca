package io.penumbra.verdict;

import io.penumbra.counts.Subgroup;
import java.util.Comparator;
import java.util.Optional;

/**
 * Questions that are shown but not judged.
 *
 * @param metric the one that is exempted; empty if all questions of the subgroup are
 */
public record Exemption(Subgroup subgroup, Optional<GuardedMetric> metric) implements Comparable<Exemption> {
    private static final Comparator<Exemption> ORDER =
            Comparator.comparing(Exemption::subgroup).thenComparing(Exemption::name);

    /**
     * Reads a name such as {@code age=old,sex=male} or {@code age=old,sex=male/false_negative_rate}.
     *
     * @throws IllegalArgumentException if it names no subgroup or no metric
     */
    public static Exemption named(String name) {
        int slash = name.lastIndexOf('/');
        Optional<GuardedMetric> metric = GuardedMetric.named(name.substring(slash + 1));
        return new Exemption(Subgroup.named(metric.isPresent() ? name.substring(0, slash) : name), metric);
    }

    boolean covers(Subgroup subgroup, GuardedMetric metric) {
        return this.subgroup.equals(subgroup) && (this.metric.isEmpty() || this.metric.get() == metric);
    }

    /** As {@link #named} reads it. */
    public String name() {
        return subgroup.name() + metric.map(each -> "/" + each.text()).orElse("");
    }

    @Override
    public int compareTo(Exemption other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name();
    }
}
