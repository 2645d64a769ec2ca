package io.penumbra.statistics;

import java.util.OptionalDouble;

/**
 * How much a model predicts a class more often for a subgroup than the labels have it.
 *
 * <p>Source: E. Iofinova, A. Peste and D. Alistarh, Bias in pruned vision models: in-depth analysis and
 * countermeasures, CVPR 2023.
 */
public final class BiasAmplification {
    private BiasAmplification() {}

    /**
     * The subgroup's share of all predictions of a class, less its share of all images of the class: −1 to 1. Above 0,
     * the model takes the class for the subgroup's more than it is.
     *
     * @param subgroup a model's results on the labelled images of the subgroup
     * @param all its results on all labelled images
     * @return no value if no image is of class y, or none is predicted to be
     */
    public static OptionalDouble of(Confusion subgroup, Confusion all, int y) {
        ClassCounts part = subgroup.classes().get(y);
        ClassCounts whole = all.classes().get(y);
        return whole.predicted() == 0 || whole.support() == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        (double) part.predicted() / whole.predicted() - (double) part.support() / whole.support());
    }
}
