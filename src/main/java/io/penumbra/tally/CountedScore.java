package io.penumbra.tally;

import io.penumbra.counts.CellKey;
import io.penumbra.counts.Classes;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Subgroup;
import io.penumbra.statistics.ModalClass;
import java.util.Arrays;

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
        int length =
                (1 + own.lineup().candidates().size()) * own.lineup().classes().size();
        return new CountedScore(
                arrivedMs,
                own.timeMs(),
                own.leaf(),
                own.label(),
                Arrays.copyOf(own.votes(), length),
                Arrays.copyOf(own.probabilities(), length),
                cell);
    }

    CountedScore in(CellKey other) {
        return new CountedScore(arrivedMs, timeMs, leaf, label, votes, probabilities, other);
    }

    CountedScore labelled(int other) {
        return new CountedScore(arrivedMs, timeMs, leaf, other, votes, probabilities, cell);
    }

    /** The image as its score has it. */
    ScoredImage image(Lineup lineup) {
        int models = 1 + lineup.candidates().size();
        int classes = lineup.classes().size();
        int[] modal = new int[models];
        for (int m = 0; m < models; m++) {
            modal[m] = ModalClass.of(votes, probabilities, m * classes, classes);
        }
        return new ScoredImage(timeMs, leaf, lineup, label, votes, probabilities, modal);
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
