package io.penumbra.statistics;

import java.util.OptionalDouble;

/**
 * The exemplars at a percentile: the images with the largest distances.
 *
 * @param rank the lowest rank of an exemplar, see {@link DistanceHistogram#rank}
 * @param above the counts of the exemplars, at least one image
 * @param all the counts of all images of the histogram
 */
public record DistanceCut(int rank, DistanceCounts above, DistanceCounts all) {
    public DistanceCut {
        if (above.images() < 1 || above.images() > all.images()) {
            throw new IllegalArgumentException(
                    "a cut must have at least 1 and at most " + all.images() + " images above it: " + above.images());
        }
    }

    /** The counts of the images below the cut. */
    public DistanceCounts rest() {
        return all.minus(above);
    }

    /** The true share of images above the cut, in (0, 1]. */
    public double share() {
        return (double) above.images() / all.images();
    }

    /**
     * A part's share of the images above the cut divided by its share of all images. It is above 1 if the part is
     * over-represented among the exemplars.
     *
     * @param part the histogram of a part of the same images
     * @return no value if the part has no image
     */
    public OptionalDouble shareRatio(DistanceHistogram part) {
        long images = part.imagesFrom(0);
        return images == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) part.imagesFrom(rank) / images / share());
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
