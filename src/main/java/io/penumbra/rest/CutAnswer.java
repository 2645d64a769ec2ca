package io.penumbra.rest;

import io.penumbra.statistics.DistanceCut;

/**
 * Where the exemplars at a percentile begin. Equal ranks are taken whole, so that the share may be larger than asked for.
 *
 * @param images of the window that rank at the cut or above it
 * @param share of all its images, 0 to 1
 * @param taxicab distance at the cut, within 5 %
 * @param probabilityDistance at the cut, within 5 %
 */
public record CutAnswer(double percentile, long images, double share, double taxicab, double probabilityDistance) {
    static CutAnswer of(double percentile, DistanceCut cut) {
        return new CutAnswer(percentile, cut.above().images(), cut.share(), cut.taxicab(), cut.ofProbabilities());
    }
}
