package io.penumbra.statistics;

/** The class that a population predicts. */
public final class ModalClass {
    private ModalClass() {}

    /**
     * The class with the most votes. A tie goes to the class with the higher mean probability, then to the lower index.
     *
     * @param votes members that predict each class, for several models one after the other
     * @param probabilities the mean probabilities, in the same places
     * @param from index of the population's first class
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
