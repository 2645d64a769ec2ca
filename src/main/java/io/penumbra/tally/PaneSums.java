package io.penumbra.tally;

import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.PairedTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one pane counts of every subgroup, for series over time. Immutable: while no image of the pane comes, goes or gets another label,
 * snapshots share the very same object.
 */
public final class PaneSums {
    /** A pane without an image. */
    public static final PaneSums EMPTY = new PaneSums(Map.of());

    private final Map<Subgroup, List<PaneCounts>> subgroups;

    private PaneSums(Map<Subgroup, List<PaneCounts>> subgroups) {
        this.subgroups = subgroups;
    }

    /** The sums of a pane in the making. */
    static final class Sum {
        private final Map<Subgroup, List<PaneCounts>> subgroups = new HashMap<>();
        private @Nullable PaneSums made = EMPTY;

        /** Takes one cell of a leaf instead of another. */
        void replace(Subgroup leaf, @Nullable Cell before, @Nullable Cell after) {
            made = null;
            PaneCounts less = before == null ? null : PaneCounts.of(before);
            PaneCounts more = after == null ? null : PaneCounts.of(after);
            for (Subgroup subgroup : leaf.marginals()) {
                List<PaneCounts> counts = subgroups.computeIfAbsent(subgroup, absent -> new ArrayList<>(1));
                if (less != null) {
                    put(counts, of(counts, less.lineup()).minus(less));
                }
                if (more != null) {
                    put(counts, of(counts, more.lineup()).plus(more));
                }
                if (counts.isEmpty()) {
                    subgroups.remove(subgroup);
                }
            }
        }

        private static PaneCounts of(List<PaneCounts> counts, Lineup lineup) {
            for (PaneCounts each : counts) {
                if (each.lineup().equals(lineup)) {
                    return each;
                }
            }
            return PaneCounts.none(lineup);
        }

        private static void put(List<PaneCounts> counts, PaneCounts sum) {
            counts.removeIf(each -> each.lineup().equals(sum.lineup()));
            if (sum.scored() > 0) {
                counts.add(sum);
            }
        }

        /** The sums so far: the same object until a cell is replaced. */
        PaneSums sums() {
            PaneSums sums = made;
            if (sums == null) {
                var copy = new HashMap<Subgroup, List<PaneCounts>>();
                subgroups.forEach((subgroup, counts) -> copy.put(subgroup, List.copyOf(counts)));
                sums = new PaneSums(copy);
                made = sums;
            }
            return sums;
        }
    }

    /** The subgroups with an image that this baseline scored. */
    public Set<Subgroup> subgroups(Baseline baseline) {
        var scored = new HashSet<Subgroup>();
        subgroups.forEach((subgroup, counts) -> {
            if (scored(subgroup, baseline) > 0) {
                scored.add(subgroup);
            }
        });
        return scored;
    }

    /** Images of a subgroup that the baseline scored. */
    public long scored(Subgroup subgroup, Baseline baseline) {
        return sum(subgroup, baseline, PaneCounts::scored);
    }

    /** Votes of the baseline's members for class y. */
    public long voted(Subgroup subgroup, Baseline baseline, int y) {
        return sum(subgroup, baseline, counts -> counts.voted(0, y));
    }

    /** Votes of a candidate's members for class y. */
    public long voted(Subgroup subgroup, Baseline baseline, ModelVersion candidate, int y) {
        return sum(subgroup, baseline, candidate, (counts, i) -> counts.voted(i + 1, y));
    }

    /** Flips among the images that both scored; no label needed. */
    public PairedCounts disagreement(Subgroup subgroup, Baseline baseline, ModelVersion candidate) {
        long flips = sum(subgroup, baseline, candidate, PaneCounts::flips);
        return PairedCounts.ofFlips(flips, sum(subgroup, baseline, candidate, (counts, i) -> counts.scored()));
    }

    /** Regressions and fixes among the labelled images that both scored. */
    public PairedCounts harm(Subgroup subgroup, Baseline baseline, ModelVersion candidate) {
        return PairedCounts.among(
                sum(subgroup, baseline, candidate, (counts, i) -> counts.labelled()),
                sum(subgroup, baseline, candidate, PaneCounts::regressions),
                sum(subgroup, baseline, candidate, PaneCounts::fixes));
    }

    /** Right and wrong of both on the labelled images that both scored. */
    public PairedTable table(Subgroup subgroup, Baseline baseline, ModelVersion candidate) {
        return PairedTable.of(
                sum(subgroup, baseline, candidate, (counts, i) -> counts.labelled()),
                sum(subgroup, baseline, candidate, (counts, i) -> counts.wrong()),
                sum(subgroup, baseline, candidate, PaneCounts::regressions),
                sum(subgroup, baseline, candidate, PaneCounts::fixes));
    }

    private interface OfCandidate {
        long count(PaneCounts counts, int candidate);
    }

    private long sum(Subgroup subgroup, Baseline baseline, ModelVersion candidate, OfCandidate count) {
        return sum(subgroup, baseline, counts -> {
            int i = counts.lineup().candidates().indexOf(candidate);
            return i < 0 ? 0 : count.count(counts, i);
        });
    }

    private long sum(Subgroup subgroup, Baseline baseline, ToLongFunction<PaneCounts> count) {
        long sum = 0;
        for (PaneCounts counts : subgroups.getOrDefault(subgroup, List.of())) {
            Lineup lineup = counts.lineup();
            if (lineup.baseline().equals(baseline.version()) && lineup.classes().equals(baseline.classes())) {
                sum += count.applyAsLong(counts);
            }
        }
        return sum;
    }
}
