package io.penumbra.drift;

import io.penumbra.statistics.Interval;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is usual in a subgroup: an interval for each figure. A number given by hand is an interval with equal ends.
 *
 * @param disagreement share of images on which the modal classes differ, 0 to 1
 * @param harm error of the candidate − error of the baseline, by modal classes, −1 to 1
 * @param share the subgroup's share of all images, 0 to 1
 * @param classes each class's share of the model's votes, 0 to 1, by class name
 */
public record Levels(
        Optional<Interval> disagreement,
        Optional<Interval> harm,
        Optional<Interval> share,
        SortedMap<String, Interval> classes) {
    public Levels {
        disagreement.ifPresent(level -> check(DriftKind.DISAGREEMENT, level, 0));
        harm.ifPresent(level -> check(DriftKind.HARM, level, -1));
        share.ifPresent(level -> check(DriftKind.SUBGROUP_SHARE, level, 0));
        classes.values().forEach(level -> check(DriftKind.PREDICTED_CLASS_SHARE, level, 0));
        classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    }

    public Levels(
            Optional<Interval> disagreement,
            Optional<Interval> harm,
            Optional<Interval> share,
            Map<String, Interval> classes) {
        this(disagreement, harm, share, new TreeMap<>(classes));
    }

    private static void check(DriftKind kind, Interval level, double least) {
        if (level.lower() < least || level.upper() > 1) {
            throw new IllegalArgumentException("the reference of " + kind.text() + " is "
                    + (level.lower() < least ? level.lower() : level.upper()) + ", expected " + (int) least + " to 1");
        }
    }
}
