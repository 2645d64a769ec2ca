package io.penumbra.tally;

/**
 * One image as the tally counts it. Models are the baseline, then the candidates of the lineup in order.
 *
 * @param timeMs event time, milliseconds since the epoch
 * @param label index of its true class, or {@link Classes#UNLABELLED}
 * @param votes the members that predict a class, at model × classes + class; may be longer
 * @param probabilities mean probabilities in the same places
 * @param modal per model, its modal class; may be longer
 */
@SuppressWarnings("ArrayRecordComponent") // the reader's own, overwritten by its next score
record ScoredImage(
        long timeMs, Subgroup leaf, Lineup lineup, int label, int[] votes, float[] probabilities, int[] modal)
        implements ScoreRead {
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
