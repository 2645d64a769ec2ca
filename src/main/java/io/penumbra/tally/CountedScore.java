package io.penumbra.tally;

import io.penumbra.counts.CellKey;
import io.penumbra.counts.Classes;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Subgroup;
import io.penumbra.wire.VoteCheck;

/** A score that was counted. It holds what is needed to take the score back and to count it with another label. */
final class CountedScore {
    private final long arrivedMs;
    private final long timeMs;
    private final Subgroup leaf;
    private final int label;
    private final int[] votes;
    private final float[] probabilities;
    private final CellKey cell;
    private final boolean audited;

    /**
     * Does not copy the arrays.
     *
     * @param arrivedMs when the score was counted, by the clock, in milliseconds since the epoch
     * @param leaf the leaf that the score names
     * @param label the label in the score: an index into the lineup's classes, or {@link Classes#UNLABELLED}
     * @param cell the cell that counted the score; its pane may have left the store since
     * @param audited whether the audit counts the image
     */
    CountedScore(
            long arrivedMs,
            long timeMs,
            Subgroup leaf,
            int label,
            int[] votes,
            float[] probabilities,
            CellKey cell,
            boolean audited) {
        this.arrivedMs = arrivedMs;
        this.timeMs = timeMs;
        this.leaf = leaf;
        this.label = label;
        this.votes = votes;
        this.probabilities = probabilities;
        this.cell = cell;
        this.audited = audited;
    }

    /** A score with its own leaf and label that a cell has just counted. */
    static CountedScore of(ScoredImage own, CellKey cell, long arrivedMs) {
        return new CountedScore(
                arrivedMs,
                own.timeMs(),
                own.leaf(),
                own.label(),
                own.votes(),
                own.probabilities(),
                cell,
                own.isAudited());
    }

    /** @throws IllegalArgumentException if no score under this lineup can have been counted so */
    void check(Lineup lineup) {
        leaf.checkLeaf();
        cell.leaf().checkLeaf();
        int classes = lineup.classes().size();
        if (label < Classes.UNLABELLED || label >= classes) {
            throw new IllegalArgumentException(
                    "its label is " + label + ", expected an index of " + classes + " classes");
        }
        int answers = classes * (1 + lineup.candidates().size());
        if (votes.length != answers || probabilities.length != answers) {
            throw new IllegalArgumentException("it has " + votes.length + " votes and " + probabilities.length
                    + " probabilities, expected " + answers + " of each");
        }
        VoteCheck.check(lineup, votes, probabilities);
    }

    CountedScore in(CellKey other) {
        return new CountedScore(arrivedMs, timeMs, leaf, label, votes, probabilities, other, audited);
    }

    CountedScore labelled(int other) {
        return new CountedScore(arrivedMs, timeMs, leaf, other, votes, probabilities, cell, audited);
    }

    /** The image with the leaf and the label of its score. */
    ScoredImage image(Lineup lineup) {
        return new ScoredImage(timeMs, leaf, lineup, label, votes, probabilities).audited(audited);
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

    boolean isAudited() {
        return audited;
    }

    CellKey cell() {
        return cell;
    }
}
