package io.penumbra.tally;

import io.penumbra.counts.CellKey;
import io.penumbra.counts.Classes;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Subgroup;

/** A score that was counted: what it takes to take it back and to count it with another label. */
final class CountedScore {
    private final long arrivedMs;
    private final long timeMs;
    private final Subgroup leaf;
    private final int label;
    private final int[] votes;
    private final float[] probabilities;
    private final CellKey cell;

    /**
     * Keeps the arrays.
     *
     * @param arrivedMs when it was counted, by the clock
     * @param leaf its own
     * @param label its own: the index of a class of the lineup, or {@link Classes#UNLABELLED}
     * @param cell the cell in which it was counted, perhaps folded since
     */
    CountedScore(
            long arrivedMs, long timeMs, Subgroup leaf, int label, int[] votes, float[] probabilities, CellKey cell) {
        this.arrivedMs = arrivedMs;
        this.timeMs = timeMs;
        this.leaf = leaf;
        this.label = label;
        this.votes = votes;
        this.probabilities = probabilities;
        this.cell = cell;
    }

    /** An image as its score has it, just counted in a cell. */
    static CountedScore of(ScoredImage own, CellKey cell, long arrivedMs) {
        return new CountedScore(
                arrivedMs, own.timeMs(), own.leaf(), own.label(), own.votes(), own.probabilities(), cell);
    }

    CountedScore in(CellKey other) {
        return new CountedScore(arrivedMs, timeMs, leaf, label, votes, probabilities, other);
    }

    CountedScore labelled(int other) {
        return new CountedScore(arrivedMs, timeMs, leaf, other, votes, probabilities, cell);
    }

    /** The image as its score has it. */
    ScoredImage image(Lineup lineup) {
        return new ScoredImage(timeMs, leaf, lineup, label, votes, probabilities);
    }

    long arrivedMs() {
        return arrivedMs;
    }

    /** Event time, milliseconds since the epoch. */
    long timeMs() {
        return timeMs;
    }

    Subgroup leaf() {
        return leaf;
    }

    int label() {
        return label;
    }

    int[] votes() {
        return votes;
    }

    float[] probabilities() {
        return probabilities;
    }

    CellKey cell() {
        return cell;
    }
}
