package io.penumbra.drift;

import io.penumbra.statistics.Interval;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is usual in a subgroup: a level of each figure.
 *
 * @param disagreement share of images on which the modal classes differ, 0 to 1
 * @param harm error of the candidate − error of the baseline, by modal classes, −1 to 1
 * @param error share of wrong modal classes of the baseline, 0 to 1
 * @param share the subgroup's share of all images, 0 to 1
 * @param classes each class's share of the model's votes, 0 to 1, by class name
 */
public record Levels(
        Optional<Level> disagreement,
        Optional<Level> harm,
        Optional<Level> error,
        Optional<Level> share,
        SortedMap<String, Level> classes) {
    public Levels {
        disagreement.ifPresent(level -> check(DriftKind.DISAGREEMENT, level, 0));
        harm.ifPresent(level -> check(DriftKind.HARM, level, -1));
        error.ifPresent(level -> check(DriftKind.ERROR, level, 0));
        share.ifPresent(level -> check(DriftKind.SUBGROUP_SHARE, level, 0));
        classes.values().forEach(level -> check(DriftKind.PREDICTED_CLASS_SHARE, level, 0));
        classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    }

    public Levels(
            Optional<Level> disagreement,
            Optional<Level> harm,
            Optional<Level> error,
            Optional<Level> share,
            Map<String, Level> classes) {
        this(disagreement, harm, error, share, new TreeMap<>(classes));
    }

    private static void check(DriftKind kind, Level level, double least) {
        Interval interval = level.interval();
        if (interval.lower() < least || interval.upper() > 1) {
            throw new IllegalArgumentException("the reference of " + kind.text() + " is "
                    + (interval.lower() < least ? interval.lower() : interval.upper()) + ", expected " + (int) least
                    + " to 1");
        }
    }
}
