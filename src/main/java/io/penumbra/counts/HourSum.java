package io.penumbra.counts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums images of one hour and lineup. Used by one thread. */
public final class HourSum {
    private final Lineup lineup;
    private final Map<Subgroup, long[]> counts = new HashMap<>();
    /** The subgroups of each leaf that an hour counts. */
    private final Map<Subgroup, List<Subgroup>> counted = new HashMap<>();

    public HourSum(Lineup lineup) {
        this.lineup = lineup;
    }

    public HourSum add(HourCounts hour) {
        lineup.checkSame(hour.lineup());
        hour.counts().forEach((subgroup, more) -> {
            long[] sum = of(subgroup);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += more[i];
            }
        });
        return this;
    }

    public HourSum add(ScoredImage image) {
        return add(image, 1);
    }

    /**
     * Subtracts an image with these values if the sum can contain one.
     *
     * @return whether it can; if not, the sum is as before
     */
    public boolean takeBackIfHeld(ScoredImage image) {
        add(image, -1);
        boolean holds = subgroups(image.leaf()).stream().allMatch(subgroup -> PaneCheck.holds(lineup, of(subgroup)));
        if (!holds) {
            add(image, 1);
        }
        return holds;
    }

    private HourSum add(ScoredImage image, int images) {
        lineup.checkSame(image.lineup());
        for (Subgroup subgroup : subgroups(image.leaf())) {
            PaneCounts.add(of(subgroup), image, images);
        }
        return this;
    }

    private List<Subgroup> subgroups(Subgroup leaf) {
        return counted.computeIfAbsent(
                leaf,
                of -> of.marginals().stream()
                        .filter(subgroup -> subgroup.order() <= 1)
                        .toList());
    }

    private long[] of(Subgroup subgroup) {
        return counts.computeIfAbsent(subgroup, absent -> new long[PaneCounts.size(lineup)]);
    }

    /** The sum so far, without subgroups that have no image. */
    public HourCounts hour() {
        var some = new TreeMap<Subgroup, long[]>();
        counts.forEach((subgroup, sum) -> {
            if (sum[0] > 0) {
                some.put(subgroup, sum);
            }
        });
        return HourCounts.sum(lineup, some);
    }
}
