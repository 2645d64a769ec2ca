package io.penumbra.counts;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counts of one hour under one lineup that drift over days needs: of all images, and of each value of one
 * attribute. Additive and immutable.
 */
public final class HourCounts {
    public static final Duration LENGTH = Duration.ofHours(1);
    /** How long hours are kept. */
    public static final Duration KEPT = Duration.ofDays(30);

    private final Lineup lineup;
    private final SortedMap<Subgroup, PaneCounts> subgroups;

    private HourCounts(Lineup lineup, SortedMap<Subgroup, PaneCounts> subgroups) {
        this.lineup = lineup;
        this.subgroups = Collections.unmodifiableSortedMap(subgroups);
    }

    /** Sums of images and of hours that were checked. */
    static HourCounts sum(Lineup lineup, SortedMap<Subgroup, long[]> counts) {
        var subgroups = new TreeMap<Subgroup, PaneCounts>();
        counts.forEach((subgroup, some) -> subgroups.put(subgroup, PaneCounts.of(lineup, some)));
        return new HourCounts(lineup, subgroups);
    }

    /**
     * Counts that were read, as {@link #counts} gives them.
     *
     * @throws IllegalArgumentException if no images have them
     */
    public static HourCounts of(Lineup lineup, SortedMap<Subgroup, long[]> counts) {
        int size = PaneCounts.size(lineup);
        long[] all = counts.getOrDefault(Subgroup.ALL, new long[size]);
        var ofAttributes = new HashMap<String, long[]>();
        counts.forEach((subgroup, some) -> {
            subgroup.checkLeaf();
            if (subgroup.order() > 1) {
                throw new IllegalArgumentException(
                        "an hour counts the subgroup " + subgroup + ", expected one of at most one attribute");
            }
            if (some.length != size || all.length != size) {
                throw new IllegalArgumentException(
                        "an hour has " + some.length + " counts of " + subgroup + ", expected " + size);
            }
            if (!PaneCheck.holds(lineup, some)) {
                throw new IllegalArgumentException(
                        "no images give the counts of " + subgroup + " in an hour, " + Arrays.toString(some));
            }
            subgroup.pairs().keySet().forEach(attribute -> ofAttributes.merge(attribute, some, Counts::plus));
        });
        ofAttributes.forEach((attribute, together) -> {
            for (int i = 0; i < size; i++) {
                if (together[i] > all[i]) {
                    throw new IllegalArgumentException("a count of all values of " + attribute + " in an hour is "
                            + together[i] + ", expected at most " + all[i] + ", that of all images");
                }
            }
        });
        return sum(lineup, counts);
    }

    /** The first pane of the hour in which a time lies. */
    public static Pane at(long timeMs) {
        return new Pane(Math.floorDiv(timeMs, LENGTH.toMillis()) * LENGTH.toMillis());
    }

    public Lineup lineup() {
        return lineup;
    }

    public long scored() {
        PaneCounts all = subgroups.get(Subgroup.ALL);
        return all == null ? 0 : all.scored();
    }

    /** All counts of each subgroup. */
    public SortedMap<Subgroup, long[]> counts() {
        var counts = new TreeMap<Subgroup, long[]>();
        subgroups.forEach((subgroup, sum) -> counts.put(subgroup, sum.all()));
        return counts;
    }

    SortedMap<Subgroup, PaneCounts> subgroups() {
        return subgroups;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof HourCounts other
                && lineup.equals(other.lineup)
                && subgroups.keySet().equals(other.subgroups.keySet())
                && subgroups.entrySet().stream()
                        .allMatch(each -> Arrays.equals(
                                each.getValue().all(),
                                other.subgroups
                                        .getOrDefault(each.getKey(), each.getValue())
                                        .all()));
    }

    @Override
    public int hashCode() {
        return 31 * lineup.hashCode() + subgroups.keySet().hashCode();
    }

    @Override
    public String toString() {
        return "HourCounts of " + scored() + " images, " + subgroups.keySet() + ", of " + lineup;
    }
}
