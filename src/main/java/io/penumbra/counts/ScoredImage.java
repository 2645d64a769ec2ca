package io.penumbra.counts;

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
public record ScoredImage(
        long timeMs, Subgroup leaf, Lineup lineup, int label, int[] votes, float[] probabilities, int[] modal)
        implements ScoreRead {}
