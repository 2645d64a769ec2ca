package io.penumbra.counts;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one subgroup counts in one window, under the versions that are current.
 *
 * @param baseline on every image that the baseline version scored
 * @param candidates by name, each on the images that it scored together with the baseline version
 */
public record SubgroupCounts(ModelCounts baseline, SortedMap<String, PairCounts> candidates) {
    public SubgroupCounts {
        candidates = Collections.unmodifiableSortedMap(new TreeMap<>(candidates));
    }

    /** The sum over two disjoint sets of images. */
    SubgroupCounts plus(SubgroupCounts other) {
        var sum = new TreeMap<>(candidates);
        other.candidates.forEach((name, pair) -> sum.merge(name, pair, PairCounts::plus));
        return new SubgroupCounts(baseline.plus(other.baseline), sum);
    }

    /** Images scored. */
    public long scored() {
        return baseline.scored();
    }

    /** Images scored whose label is known. */
    public long labelled() {
        return baseline.labelled();
    }
}
