package io.penumbra.rest;

import io.penumbra.statistics.DistanceCut;

/**
 * Where the exemplars at a percentile begin. Images of equal rank stay together, so the share may exceed the one asked
 * for.
 *
 * @param images images of the window at or above the cut
 * @param share their share of all images of the window, 0 to 1
 * @param taxicab distance at the cut, 0 to 2, within 5 %
 * @param probabilityDistance distance of mean probabilities at the cut, 0 to 2, within 5 %
 */
public record CutAnswer(double percentile, long images, double share, double taxicab, double probabilityDistance) {
    static CutAnswer of(double percentile, DistanceCut cut) {
        return new CutAnswer(percentile, cut.above().images(), cut.share(), cut.taxicab(), cut.ofProbabilities());
    }
}
