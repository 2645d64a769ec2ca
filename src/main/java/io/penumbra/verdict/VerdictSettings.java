package io.penumbra.verdict;

import io.penumbra.counts.Subgroup;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a candidate must show.
 *
 * @param margins the guarded metrics, at least one, and for each δ: the tolerated harm, as a difference of rates, above
 *     0 and below 1; at 0, an equal candidate could never be shown to be safe
 * @param level α: how often a verdict may be wrong, above 0 and below 1
 * @param minimum labelled images that a question's metric must count before the question is judged, at least 1
 * @param exempted questions that are shown but not judged
 * @param evidence what evidence is made of
 * @param references the part of the images that may be references, 0 to 1; a forecast counts on no more
 */
public record VerdictSettings(
        Map<GuardedMetric, Double> margins,
        double level,
        long minimum,
        Set<Exemption> exempted,
        Basis evidence,
        double references) {
    /** The part of the level that the shares of references may use up. */
    private static final double FOR_SHARES = 0.2;

    /** Every metric with its default margin, a level of 5 %, a minimum of 100 labelled images. */
    public static final VerdictSettings DEFAULT = new VerdictSettings(
            Stream.of(GuardedMetric.values()).collect(Collectors.toMap(metric -> metric, GuardedMetric::defaultMargin)),
            0.05,
            100,
            Set.of());

    /** Settings that take evidence of both kinds, where any image may be a reference. */
    public VerdictSettings(Map<GuardedMetric, Double> margins, double level, long minimum, Set<Exemption> exempted) {
        this(margins, level, minimum, exempted, Basis.BOTH, 1);
    }

    public VerdictSettings {
        if (margins.isEmpty()) {
            throw new IllegalArgumentException("metrics is empty, expected at least one metric");
        }
        margins.forEach((metric, margin) -> {
            if (!(margin > 0 && margin < 1)) {
                throw new IllegalArgumentException(
                        "the margin of " + metric.text() + " is " + margin + ", expected above 0 and below 1");
            }
        });
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level is " + level + ", expected above 0 and below 1");
        }
        if (minimum < 1) {
            throw new IllegalArgumentException("minimum is " + minimum + " labelled images, expected at least 1");
        }
        if (!(references >= 0 && references <= 1)) {
            throw new IllegalArgumentException("the share of references is " + references + ", expected 0 to 1");
        }
        margins = Collections.unmodifiableMap(new EnumMap<>(margins));
        exempted = Collections.unmodifiableSet(new TreeSet<>(exempted));
    }

    /** The guarded metrics, in the order of tables. */
    public Set<GuardedMetric> metrics() {
        return margins.keySet();
    }

    /** The tolerated harm in a guarded metric. */
    public double margin(GuardedMetric metric) {
        Double margin = margins.get(metric);
        if (margin == null) {
            throw new IllegalArgumentException("metric is " + metric.text() + ", expected one of the guarded metrics "
                    + metrics().stream().map(GuardedMetric::text).toList());
        }
        return margin;
    }

    boolean exempts(Subgroup subgroup, Rate rate) {
        for (Exemption exemption : exempted) {
            if (exemption.covers(subgroup, rate)) {
                return true;
            }
        }
        return false;
    }

    /** The part of the level that the evidence may use up. Labels of a sample alone need no shares of references. */
    double evidenceLevel() {
        return evidence == Basis.SAMPLE ? level : (1 - FOR_SHARES) * level;
    }

    /**
     * How often one end of the interval of one share may be wrong: δ/(2·K·classes), so that all together are wrong with
     * probability at most δ, a fifth of the level.
     *
     * @param questions K
     */
    double shareLevel(long questions, int classes) {
        return FOR_SHARES * level / (2.0 * Math.max(1, questions) * classes);
    }

    /** ln 1/α: the evidence that decides one question. */
    double logEnough() {
        return -Math.log(evidenceLevel());
    }
}
