package io.penumbra.counts;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The counts of one subgroup in one window, under the current versions.
 *
 * @param baseline the counts of every image that the baseline version scored
 * @param candidates by name, the counts of the images that the candidate and the baseline version both scored
 */
public record SubgroupCounts(ModelCounts baseline, SortedMap<String, PairCounts> candidates) {
    public SubgroupCounts {
        candidates = Collections.unmodifiableSortedMap(new TreeMap<>(candidates));
    }

    SubgroupCounts plus(SubgroupCounts other) {
        var sum = new TreeMap<>(candidates);
        other.candidates.forEach((name, pair) -> sum.merge(name, pair, PairCounts::plus));
        return new SubgroupCounts(baseline.plus(other.baseline), sum);
    }

    public long scored() {
        return baseline.scored();
    }

    public long labelled() {
        return baseline.labelled();
    }
}
