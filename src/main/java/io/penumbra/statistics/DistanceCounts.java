package io.penumbra.statistics;

/**
 * Counts of the images in a range of distances. All counts but {@code images} are of labelled images alone.
 *
 * @param baselineCorrect images on which the baseline's modal class is the true class
 * @param candidateCorrect images on which the candidate's modal class is the true class
 */
public record DistanceCounts(long images, long labelled, long baselineCorrect, long candidateCorrect) {
    public DistanceCounts {
        if (labelled < 0
                || labelled > images
                || baselineCorrect < 0
                || baselineCorrect > labelled
                || candidateCorrect < 0
                || candidateCorrect > labelled) {
            throw new IllegalArgumentException("counts must satisfy 0 ≤ correct ≤ labelled ≤ images: images " + images
                    + ", labelled " + labelled + ", baseline correct " + baselineCorrect + ", candidate correct "
                    + candidateCorrect);
        }
    }

    /** These counts without those of a part. */
    public DistanceCounts minus(DistanceCounts part) {
        return new DistanceCounts(
                images - part.images,
                labelled - part.labelled,
                baselineCorrect - part.baselineCorrect,
                candidateCorrect - part.candidateCorrect);
    }

    /** The labelled images that the baseline gets right. */
    public Proportion baselineAccuracy() {
        return new Proportion(baselineCorrect, labelled);
    }

    /** The labelled images that the candidate gets right. */
    public Proportion candidateAccuracy() {
        return new Proportion(candidateCorrect, labelled);
    }
}
