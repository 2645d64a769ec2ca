package io.penumbra.statistics;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How well a model's confidence, the mean probability of its modal class, agrees with its accuracy.
 *
 * <p>Source: C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, On calibration of modern neural networks, ICML 2017.
 *
 * @param bins the {@link ConfidenceBins}, from the least confidence to the highest
 */
public record Calibration(List<Bin> bins) {
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

    public Calibration {
        bins = List.copyOf(bins);
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
        for (Bin bin : bins) {
            images += bin.images;
            apart += Math.abs(bin.correct - (double) bin.millionths / ConfidenceBins.ONE);
        }
        return images == 0 ? OptionalDouble.empty() : OptionalDouble.of(apart / images);
    }
}
