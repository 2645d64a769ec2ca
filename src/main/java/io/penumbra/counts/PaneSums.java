package io.penumbra.counts;

import io.penumbra.statistics.PairedCounts;
import io.penumbra.statistics.PairedTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one pane for every subgroup, for series over time. Immutable. Snapshots share the same object until an
 * image or a label of the pane changes.
 */
public final class PaneSums {
    /** A pane without an image. */
    public static final PaneSums EMPTY = new PaneSums(Map.of());

    private static final PaneCounts[] NOTHING = {};

    /** The counts of each subgroup, one element for each lineup. */
    private final Map<Subgroup, PaneCounts[]> subgroups;

    private PaneSums(Map<Subgroup, PaneCounts[]> subgroups) {
        this.subgroups = subgroups;
    }

    /** Sums the cells of one pane. */
    static final class Sum {
        private final Map<Subgroup, PaneCounts[]> subgroups = new HashMap<>();
        private @Nullable PaneSums made = EMPTY;

        /** Replaces a cell of a leaf by another one. */
        void replace(Subgroup leaf, @Nullable Cell before, @Nullable Cell after) {
            made = null;
            PaneCounts less = before == null ? null : PaneCounts.of(before);
            PaneCounts more = after == null ? null : PaneCounts.of(after);
            for (Subgroup subgroup : leaf.marginals()) {
                change(subgroup, less, more);
            }
        }

        private void change(Subgroup subgroup, @Nullable PaneCounts less, @Nullable PaneCounts more) {
            subgroups.compute(subgroup, (same, known) -> {
                PaneCounts[] counts = known == null ? NOTHING : known;
                if (less != null) {
                    counts = with(counts, of(counts, less.lineup()).minus(less));
                }
                if (more != null) {
                    counts = with(counts, of(counts, more.lineup()).plus(more));
                }
                return counts.length == 0 ? null : counts;
            });
        }

        /** Replaces an hour by another one. */
        void replace(@Nullable HourCounts before, @Nullable HourCounts after) {
            made = null;
            if (before != null) {
                before.subgroups().forEach((subgroup, less) -> change(subgroup, less, null));
            }
            if (after != null) {
                after.subgroups().forEach((subgroup, more) -> change(subgroup, null, more));
            }
        }

        private static PaneCounts of(PaneCounts[] counts, Lineup lineup) {
            for (PaneCounts each : counts) {
                if (each.lineup().equals(lineup)) {
                    return each;
                }
            }
            return PaneCounts.none(lineup);
        }

        /** A copy in which this sum replaces that of the same lineup. */
        private static PaneCounts[] with(PaneCounts[] counts, PaneCounts sum) {
            return Stream.concat(
                            Stream.of(counts).filter(each -> !each.lineup().equals(sum.lineup())),
                            sum.scored() > 0 ? Stream.of(sum) : Stream.empty())
                    .toArray(PaneCounts[]::new);
        }

        /** The sums so far; the same object until a cell is replaced. */
        PaneSums sums() {
            PaneSums sums = made;
            if (sums == null) {
                sums = new PaneSums(new HashMap<>(subgroups));
                made = sums;
            }
            return sums;
        }
    }

    /** The subgroups with an image that this baseline scored. */
    public Set<Subgroup> subgroups(Baseline baseline) {
        var scored = new HashSet<Subgroup>();
        for (Subgroup subgroup : subgroups.keySet()) {
            if (scored(subgroup, baseline) > 0) {
                scored.add(subgroup);
            }
        }
        return scored;
    }

    /** Images of a subgroup that the baseline scored. */
    public long scored(Subgroup subgroup, Baseline baseline) {
        long scored = 0;
        for (PaneCounts counts : of(subgroup)) {
            if (counts.isOf(baseline)) {
                scored += counts.scored();
            }
        }
        return scored;
    }

    /** Votes of the baseline's members for class y. */
    public long voted(Subgroup subgroup, Baseline baseline, int y) {
        long votes = 0;
        for (PaneCounts counts : of(subgroup)) {
            if (counts.isOf(baseline)) {
                votes += counts.voted(0, y);
            }
        }
        return votes;
    }

    /** Votes of a candidate's members for class y. */
    public long voted(Subgroup subgroup, Baseline baseline, ModelVersion candidate, int y) {
        long votes = 0;
        for (PaneCounts counts : of(subgroup)) {
            int i = counts.indexOf(baseline, candidate);
            votes += i < 0 ? 0 : counts.voted(i + 1, y);
        }
        return votes;
    }

    /** Labelled images on which the baseline's modal class is wrong, among all that are labelled. */
    public PairedCounts error(Subgroup subgroup, Baseline baseline) {
        long wrong = 0;
        long labelled = 0;
        for (PaneCounts counts : of(subgroup)) {
            if (counts.isOf(baseline)) {
                wrong += counts.wrong();
                labelled += counts.labelled();
            }
        }
        return PairedCounts.ofFlips(wrong, labelled);
    }

    /** Flips among the images that both scored; no label needed. */
    public PairedCounts disagreement(Subgroup subgroup, Baseline baseline, ModelVersion candidate) {
        long flips = 0;
        long scored = 0;
        for (PaneCounts counts : of(subgroup)) {
            int i = counts.indexOf(baseline, candidate);
            flips += i < 0 ? 0 : counts.flips(i);
            scored += i < 0 ? 0 : counts.scored(i);
        }
        return PairedCounts.ofFlips(flips, scored);
    }

    /** Regressions and fixes among the labelled images that both scored. */
    public PairedCounts harm(Subgroup subgroup, Baseline baseline, ModelVersion candidate) {
        long labelled = 0;
        long regressions = 0;
        long fixes = 0;
        for (PaneCounts counts : of(subgroup)) {
            int i = counts.indexOf(baseline, candidate);
            labelled += i < 0 ? 0 : counts.labelled(i);
            regressions += i < 0 ? 0 : counts.regressions(i);
            fixes += i < 0 ? 0 : counts.fixes(i);
        }
        return PairedCounts.among(labelled, regressions, fixes);
    }

    /** The 2×2 table of right and wrong on the labelled images that both scored. */
    public PairedTable table(Subgroup subgroup, Baseline baseline, ModelVersion candidate) {
        long labelled = 0;
        long wrong = 0;
        long regressions = 0;
        long fixes = 0;
        for (PaneCounts counts : of(subgroup)) {
            int i = counts.indexOf(baseline, candidate);
            if (i >= 0) {
                labelled += counts.labelled(i);
                wrong += counts.wrong(i);
                regressions += counts.regressions(i);
                fixes += counts.fixes(i);
            }
        }
        return PairedTable.of(labelled, wrong, regressions, fixes);
    }

    /** Whether the counts of a subgroup are known to be the same as those of another pane: no image of it changed. */
    public boolean shares(PaneSums other, Subgroup subgroup) {
        return of(subgroup) == other.of(subgroup);
    }

    private PaneCounts[] of(Subgroup subgroup) {
        return subgroups.getOrDefault(subgroup, NOTHING);
    }
}
