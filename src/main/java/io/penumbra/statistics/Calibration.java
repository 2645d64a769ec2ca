package io.penumbra.statistics;

import io.penumbra.statistics.ConfidenceHistogram.Outcome;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well a model's confidence, the mean probability of its modal class, agrees with its accuracy, on labelled images
 * in {@link ConfidenceBins}. Immutable.
 *
 * <p>Source: C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, On calibration of modern neural networks, ICML 2017.
 */
public final class Calibration {
    /** Counts of each bin: images, correct, millionths, regressions, fixes. */
    private static final int FIELDS = 5;

    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

    private final long[] counts;

    private Calibration(long[] counts) {
        this.counts = counts;
    }

    /** @param row the counts of a {@link ConfidenceHistogram} */
    static Calibration of(SparseCounts row) {
        long[] counts = new long[FIELDS * ConfidenceBins.COUNT];
        for (int i = 0; i < row.places.length; i++) {
            Outcome outcome = OUTCOMES.get(row.places[i] / ConfidenceBins.COUNT);
            int at = FIELDS * (row.places[i] % ConfidenceBins.COUNT);
            long images = row.counts[ConfidenceHistogram.COUNTS * i];
            counts[at] += images;
            counts[at + 1] += outcome.isRight() ? images : 0;
            counts[at + 2] += row.counts[ConfidenceHistogram.COUNTS * i + 1];
            counts[at + 3] += outcome == Outcome.REGRESSION ? images : 0;
            counts[at + 4] += outcome == Outcome.FIX ? images : 0;
        }
        return new Calibration(counts);
    }

    /**
     * The labelled images in a bin.
     *
     * @param correct those on which the modal class is right
     * @param millionths the sum of the confidences, in millionths
     * @param regressions of a candidate: those on which it is wrong and the baseline right
     * @param fixes of a candidate: those on which it is right and the baseline wrong
     */
    public record Bin(long images, long correct, long millionths, long regressions, long fixes) {
        public Bin {
            if (correct < 0 || correct > images) {
                throw new IllegalArgumentException(
                        "a bin must have 0 to " + images + " correct images, as many as it has: " + correct);
            }
        }

        /** No value without images. */
        public OptionalDouble accuracy() {
            return new Proportion(correct, images).ratio();
        }

        /** The mean confidence, 0 to 1; no value without images. */
        public OptionalDouble confidence() {
            return mean(millionths, images);
        }
    }

    /** From the least confidence to the highest. */
    public List<Bin> bins() {
        return IntStream.range(0, ConfidenceBins.COUNT)
                .map(bin -> FIELDS * bin)
                .mapToObj(at -> new Bin(counts[at], counts[at + 1], counts[at + 2], counts[at + 3], counts[at + 4]))
                .toList();
    }

    static OptionalDouble mean(long millionths, long images) {
        return images == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) millionths / ConfidenceBins.ONE / images);
    }

    /**
     * The expected calibration error, 0 to 1: Σ n_bin/n · |accuracy − mean confidence|. No value without images. A few
     * images alone make it large.
     */
    public OptionalDouble error() {
        long images = 0;
        double apart = 0;
        for (int at = 0; at < counts.length; at += FIELDS) {
            images += counts[at];
            apart += Math.abs(counts[at + 1] - (double) counts[at + 2] / ConfidenceBins.ONE);
        }
        return images == 0 ? OptionalDouble.empty() : OptionalDouble.of(apart / images);
    }
}
