package io.penumbra.verdict;

import io.penumbra.counts.PairCounts;
import io.penumbra.counts.Shares;
import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.ConfidenceSequence;
import io.penumbra.statistics.Interval;
import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.PairedTable;
import io.penumbra.statistics.Proportion;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What was seen of a candidate beside its baseline on one subgroup.
 *
 * @param scored images that both have scored
 * @param flips images on which the modal classes differ; needs no label
 * @param unlabelledFlips those of them that the audit counts and that have no label of any kind
 * @param labelled images whose label is known and was not chosen
 * @param known images that have a label of any kind
 * @param failures images that the baseline scored and on which the candidate gave no prediction
 * @param outcomes by rate, of which those of one metric stand in the order of tables
 */
public record Observed(
        Subgroup subgroup,
        long scored,
        long flips,
        long unlabelledFlips,
        long labelled,
        long known,
        long failures,
        Map<Rate, Outcomes> outcomes) {
    public Observed {
        if (flips < 0 || flips > scored || labelled < 0 || labelled > scored) {
            throw new IllegalArgumentException(subgroup + " has " + flips + " flips and " + labelled
                    + " labelled images, expected 0 to " + scored + " of each, its scored images");
        }
        var ordered = new LinkedHashMap<Rate, Outcomes>();
        for (GuardedMetric metric : GuardedMetric.values()) {
            outcomes.forEach((rate, of) -> {
                if (rate.metric() == metric) {
                    ordered.put(rate, of);
                }
            });
        }
        outcomes = Collections.unmodifiableMap(ordered);
    }

    /** A subgroup without an image. */
    static Observed none(Subgroup subgroup, Collection<Rate> rates) {
        var nothing = new Proportion(0, 0);
        var outcomes = new LinkedHashMap<Rate, Outcomes>();
        rates.forEach(rate -> outcomes.put(rate, Outcomes.labelled(PairedCounts.NONE, nothing, nothing)));
        return new Observed(subgroup, 0, 0, 0, 0, 0, 0, outcomes);
    }

    /** @param evidence what evidence the gate takes */
    static Observed of(Subgroup subgroup, PairCounts pair, Collection<Rate> rates, Shares shares, Basis evidence) {
        var outcomes = new LinkedHashMap<Rate, Outcomes>();
        for (Rate rate : rates) {
            outcomes.put(
                    rate,
                    new Outcomes(
                            rate.outcomes(pair),
                            rate.of(pair.baseline()),
                            rate.of(pair.candidate()),
                            baselineWrong(rate.paired(pair)),
                            rate.audit(pair.audited(), shares),
                            rate.references(pair.audited()),
                            evidence));
        }
        return new Observed(
                subgroup,
                pair.scored(),
                pair.flips(),
                pair.audited().unlabelledFlips(),
                pair.labelled(),
                Math.max(pair.labelled(), pair.audited().labelled()),
                pair.failures(),
                outcomes);
    }

    private static OptionalLong baselineWrong(Optional<PairedTable> table) {
        return table.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(table.get().bothWrong() + table.get().fixes());
    }

    /** The same of these rates alone. */
    public Observed of(Predicate<Rate> asked) {
        var fewer = new LinkedHashMap<>(outcomes);
        fewer.keySet().removeIf(asked.negate());
        return new Observed(subgroup, scored, flips, unlabelledFlips, labelled, known, failures, fewer);
    }

    /** The share of flips, 0 to 1. */
    public Proportion disagreement() {
        return new Proportion(flips, scored);
    }

    /** A confidence sequence for the share of flips: it covers the share at all times together. */
    public Interval disagreementInterval(double confidence) {
        Interval whole = ConfidenceSequence.interval(PairedCounts.ofFlips(flips, scored), confidence);
        return new Interval(Math.max(0, whole.lower()), Math.max(0, whole.upper()));
    }
}
