package io.penumbra.verdict;

/**
 * The reference labels of the images of which all models say one class.
 *
 * @param said the name of that class
 * @param isExpected whether such an image counts for the metric if the models are right
 * @param ofMetric references that count for the metric
 * @param labelled references in all
 */
public record References(String said, boolean isExpected, long ofMetric, long labelled) {
    /** The share that is assumed where nothing is known: most predictions are right. */
    private static final double ASSUMED = 0.95;

    public References {
        if (ofMetric < 0 || ofMetric > labelled) {
            throw new IllegalArgumentException(
                    "of " + labelled + " references " + ofMetric + " count, expected 0 to " + labelled);
        }
    }

    /** The share of these images that the metric counts, by the references or else by assumption. */
    double share() {
        if (labelled > 0) {
            return (double) ofMetric / labelled;
        }
        return isExpected ? ASSUMED : 1 - ASSUMED;
    }
}
