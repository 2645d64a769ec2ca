package io.penumbra.statistics;

import java.util.OptionalDouble;

/**
 * How confident a candidate is of some of its predictions: the mean probability of its modal class. A candidate that is
 * newly wrong and sure is worse than one that is newly wrong and torn.
 *
 * @param images number of predictions
 * @param millionths the sum of the confidences, in millionths
 * @param sure those whose confidence is at least 0.9
 */
public record Confidence(long images, long millionths, long sure) {
    public Confidence {
        if (sure < 0 || sure > images) {
            throw new IllegalArgumentException("of " + images + " images none or all may be sure: " + sure);
        }
    }

    /** 0 to 1; no value without images. */
    public OptionalDouble mean() {
        return Calibration.mean(millionths, images);
    }

    /** Those that are sure among all. */
    public Proportion sureShare() {
        return new Proportion(sure, images);
    }
}
