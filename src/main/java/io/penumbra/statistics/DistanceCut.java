package io.penumbra.statistics;

/**
 * The exemplars at a percentile: the images with the largest distances.
 *
 * @param rank the lowest rank among them, see {@link DistanceHistogram#rank}
 * @param above them, at least one
 * @param all all images of the histogram
 */
public record DistanceCut(int rank, DistanceCounts above, DistanceCounts all) {
    public DistanceCut {
        if (above.images() < 1 || above.images() > all.images()) {
            throw new IllegalArgumentException(
                    "no cut of a histogram: " + above.images() + " of " + all.images() + " images");
        }
    }

    /** The images that are not above the cut. */
    public DistanceCounts rest() {
        return all.minus(above);
    }

    /** The true share of images above the cut, in (0, 1]. */
    public double share() {
        return (double) above.images() / all.images();
    }

    /** The taxicab distance of votes at the cut, within 5 %. */
    public double taxicab() {
        return DistanceBins.representative(rank / DistanceBins.COUNT);
    }

    /** The distance of mean probabilities at the cut, within 5 %. */
    public double ofProbabilities() {
        return DistanceBins.representative(rank % DistanceBins.COUNT);
    }
}
