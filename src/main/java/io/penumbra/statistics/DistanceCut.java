package io.penumbra.statistics;

/**
 * The images with the largest distances, cut off at a bin of {@link DistanceBins}.
 *
 * @param bin the lowest bin above the cut
 * @param images those in that bin and above, at least 1
 * @param total all images of the histogram
 */
public record DistanceCut(int bin, long images, long total) {

    public DistanceCut {
        if (bin < 0 || bin >= DistanceBins.COUNT || images < 1 || images > total) {
            throw new IllegalArgumentException(
                    "no cut of a histogram: bin " + bin + ", " + images + " of " + total + " images");
        }
    }

    /** The true share of images above the cut, in (0, 1]. */
    public double share() {
        return (double) images / total;
    }

    /** The representative distance of the lowest bin above the cut; 0 where the cut takes even equal distributions. */
    public double distance() {
        return DistanceBins.representative(bin);
    }

    /** Sum over the bins above the cut of another count of the same histogram. */
    public long above(long[] counts) {
        return sum(counts, bin);
    }

    static long sum(long[] counts, int from) {
        if (counts.length != DistanceBins.COUNT) {
            throw new IllegalArgumentException(
                    "a distance histogram has " + DistanceBins.COUNT + " bins: " + counts.length);
        }
        long sum = 0;
        for (int bin = from; bin < counts.length; bin++) {
            if (counts[bin] < 0) {
                throw new IllegalArgumentException("counts must not be negative: " + counts[bin] + " in bin " + bin);
            }
            sum = Math.addExact(sum, counts[bin]);
        }
        return sum;
    }
}
