package io.penumbra.bench;

import io.penumbra.statistics.DriftStatistic;
import io.penumbra.statistics.PairedCounts;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How long a drift alarm takes on series whose truth is known. Each pane has 5 to 200 images. Flips come at the margin,
 * and more often after a change.
 *
 * @param seed of the first series
 * @param series number of series
 * @param threshold A: the least mean number of panes to a false alarm
 */
record DriftSimulation(long seed, int series, double threshold) {
    private static final double MARGIN = 0.03;
    private static final double DRIFTED = 0.08;
    private static final int FEWEST_IMAGES = 5;
    private static final int MOST_IMAGES = 200;
    /** Number of panes before the change. */
    private static final int CALM = 100;

    DriftSimulation {
        if (series < 1 || !(threshold >= 1)) {
            throw new IllegalArgumentException(
                    series + " series with threshold " + threshold + ", expected at least 1 of each");
        }
    }

    /**
     * The mean number of panes until an alarm if nothing changes. A series without an alarm counts with {@code most}
     * panes, so the true mean is at least this.
     */
    double meanPanesToAFalseAlarm(int most) {
        return IntStream.range(0, series)
                .parallel()
                .mapToLong(i -> panesToAlarm(random(i), DriftStatistic.above(MARGIN), MARGIN, most))
                .average()
                .orElseThrow();
    }

    /**
     * Panes from the change to the alarm, one number for each series, sorted. A series without an alarm counts with
     * {@code most} panes.
     */
    long[] panesFromChangeToAlarm(int most) {
        return IntStream.range(0, series)
                .parallel()
                .mapToLong(i -> {
                    SplittableRandom random = random(i);
                    DriftStatistic calm = DriftStatistic.above(MARGIN);
                    for (int pane = 0; pane < CALM; pane++) {
                        calm = calm.after(pane(random, MARGIN));
                    }
                    return panesToAlarm(random, calm, DRIFTED, most);
                })
                .sorted()
                .toArray();
    }

    private SplittableRandom random(int index) {
        return new SplittableRandom(seed + index);
    }

    private long panesToAlarm(SplittableRandom random, DriftStatistic from, double rate, int most) {
        DriftStatistic statistic = from;
        for (long pane = 1; pane <= most; pane++) {
            statistic = statistic.after(pane(random, rate));
            if (statistic.reaches(threshold)) {
                return pane;
            }
        }
        return most;
    }

    private static PairedCounts pane(SplittableRandom random, double rate) {
        int images = random.nextInt(FEWEST_IMAGES, MOST_IMAGES + 1);
        long flips = LongStream.range(0, images)
                .filter(image -> random.nextDouble() < rate)
                .count();
        return PairedCounts.ofFlips(flips, images);
    }
}
