package io.penumbra.verdict;

import io.penumbra.counts.Subgroup;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Questions that are shown but not judged.
 *
 * @param metric the one that is exempted; empty if all questions of the subgroup are
 * @param ofClass the class whose rate is exempted; empty if that of every class is
 */
public record Exemption(Subgroup subgroup, Optional<GuardedMetric> metric, Optional<String> ofClass)
        implements Comparable<Exemption> {
    private static final Comparator<Exemption> ORDER =
            Comparator.comparing(Exemption::subgroup).thenComparing(Exemption::name);
    private static final Pattern QUESTION =
            Pattern.compile("(.*)/(" + String.join("|", GuardedMetric.texts()) + ")(?:\\[(.*)])?", Pattern.DOTALL);

    public Exemption {
        if (ofClass.isPresent() && !metric.filter(GuardedMetric::isOfClass).isPresent()) {
            throw new IllegalArgumentException("the exemption " + name(subgroup, metric, ofClass)
                    + " names a class, expected one only after a false positive or false negative rate");
        }
    }

    /** All rates of a metric, whatever their class, or all questions of the subgroup. */
    public Exemption(Subgroup subgroup, Optional<GuardedMetric> metric) {
        this(subgroup, metric, Optional.empty());
    }

    /** One question. Its class is named only where several are asked for. */
    public static Exemption of(Subgroup subgroup, Rate rate) {
        return new Exemption(
                subgroup, Optional.of(rate.metric()), rate.ofClass().filter(name -> !rate.isOnly()));
    }

    /**
     * Reads a name such as {@code age=old,sex=male}, {@code age=old,sex=male/false_negative_rate} or
     * {@code age=old,sex=male/false_negative_rate[brown]}.
     *
     * @throws IllegalArgumentException if it names no subgroup, or the class of an error rate
     */
    public static Exemption named(String name) {
        Matcher question = QUESTION.matcher(name);
        return question.matches()
                ? new Exemption(
                        Subgroup.named(question.group(1)),
                        GuardedMetric.named(question.group(2)),
                        Optional.ofNullable(question.group(3)))
                : new Exemption(Subgroup.named(name), Optional.empty());
    }

    boolean covers(Subgroup subgroup, Rate rate) {
        return this.subgroup.equals(subgroup)
                && (metric.isEmpty() || metric.get() == rate.metric())
                && (ofClass.isEmpty() || ofClass.equals(rate.ofClass()));
    }

    /** As {@link #named} reads it. */
    public String name() {
        return name(subgroup, metric, ofClass);
    }

    private static String name(Subgroup subgroup, Optional<GuardedMetric> metric, Optional<String> ofClass) {
        return subgroup.name()
                + metric.map(each -> "/" + each.text()).orElse("")
                + ofClass.map(each -> "[" + each + "]").orElse("");
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
