package io.penumbra.statistics;

/**
 * What is counted of images in a range of distances. All but {@code images} counts those whose label is known.
 *
 * @param baselineCorrect where the baseline's modal class is the true one
 * @param candidateCorrect where the candidate's is
 */
public record DistanceCounts(long images, long labelled, long baselineCorrect, long candidateCorrect) {
    public DistanceCounts {
        if (labelled < 0
                || labelled > images
                || baselineCorrect < 0
                || baselineCorrect > labelled
                || candidateCorrect < 0
                || candidateCorrect > labelled) {
            throw new IllegalArgumentException("of " + images + " images " + labelled + " cannot be labelled, "
                    + baselineCorrect + " right by the baseline and " + candidateCorrect + " by the candidate");
        }
    }

    /** Those here that are not in a part of them. */
    public DistanceCounts minus(DistanceCounts part) {
        return new DistanceCounts(
                images - part.images,
                labelled - part.labelled,
                baselineCorrect - part.baselineCorrect,
                candidateCorrect - part.candidateCorrect);
    }

    /** The labelled images that the baseline has right. */
    public Proportion baselineAccuracy() {
        return new Proportion(baselineCorrect, labelled);
    }

    /** The labelled images that the candidate has right. */
    public Proportion candidateAccuracy() {
        return new Proportion(candidateCorrect, labelled);
    }
}
