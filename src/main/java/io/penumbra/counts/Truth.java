package io.penumbra.counts;

/**
 * What labels say about the true class of an image. A label is <em>chosen</em> if somebody picked the image because of
 * what the models said of it. Chosen labels are not a sample, so they never enter a rate.
 *
 * @param sample index of the last label that was not chosen, or {@link Classes#UNLABELLED}
 * @param known index of the last label of any kind, or {@link Classes#UNLABELLED}
 * @param reference whether the last label is of an image that was picked by the hash of its id alone
 */
public record Truth(int sample, int known, boolean reference) {
    public static final Truth UNKNOWN = new Truth(Classes.UNLABELLED, Classes.UNLABELLED, false);

    public Truth {
        if (known == Classes.UNLABELLED && (sample != Classes.UNLABELLED || reference)) {
            throw new IllegalArgumentException(
                    "the last label is missing, and an earlier one is " + sample + ", expected none");
        }
    }

    /** A label that was not chosen, or none. */
    public static Truth of(int label) {
        return label == Classes.UNLABELLED ? UNKNOWN : new Truth(label, label, false);
    }

    /** This, and then a chosen label of a class. */
    public Truth chosen(int label, boolean reference) {
        return new Truth(sample, label, reference);
    }
}
