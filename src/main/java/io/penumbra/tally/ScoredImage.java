package io.penumbra.tally;

/**
 * One image as the tally counts it.
 *
 * @param timeMs event time, milliseconds since the epoch
 * @param label index of its true class, or {@link Classes#UNLABELLED}
 * @param votes per model (the baseline first, then the candidates of the lineup in order) and class, the members that predict it
 * @param modal per model, its modal class
 */
@SuppressWarnings("ArrayRecordComponent") // made and consumed within one call, never kept
record ScoredImage(long timeMs, Subgroup leaf, Lineup lineup, int label, int[][] votes, int[] modal)
        implements ScoreRead {
    /** The same image in another leaf. */
    ScoredImage in(Subgroup other) {
        return new ScoredImage(timeMs, other, lineup, label, votes, modal);
    }

    /**
     * The modal class of a population: most votes; a tie goes to the class with the higher mean probability, then to the lower index.
     *
     * @param votes of several models, per class
     * @param probabilities the mean probabilities in the same places
     * @param from where the population's lie
     */
    static int modal(int[] votes, float[] probabilities, int from, int classes) {
        int modal = from;
        for (int y = from + 1; y < from + classes; y++) {
            if (votes[y] > votes[modal] || votes[y] == votes[modal] && probabilities[y] > probabilities[modal]) {
                modal = y;
            }
        }
        return modal - from;
    }
}
