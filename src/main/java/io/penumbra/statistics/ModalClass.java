package io.penumbra.statistics;

/** The class that a population answers. */
public final class ModalClass {
    private ModalClass() {}

    /**
     * The class with the most votes; a tie goes to the class with the higher mean probability, then to the lower index.
     *
     * @param votes of several models, per class
     * @param probabilities the mean probabilities in the same places
     * @param from where the population's lie
     * @return 0 to {@code classes} − 1
     */
    public static int of(int[] votes, float[] probabilities, int from, int classes) {
        int modal = from;
        for (int y = from + 1; y < from + classes; y++) {
            if (votes[y] > votes[modal] || votes[y] == votes[modal] && probabilities[y] > probabilities[modal]) {
                modal = y;
            }
        }
        return modal - from;
    }
}
