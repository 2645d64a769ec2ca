package io.penumbra.counts;

import io.penumbra.statistics.ConfidenceBins;
import io.penumbra.statistics.LabelDistance;
import io.penumbra.statistics.ModalClass;

/**
 * One image as the tally counts it. Immutable. Model 0 is the baseline; the candidates follow in the order of the
 * lineup.
 */
public final class ScoredImage {
    private static final int NO_PREDICTION = -2;

    private final long timeMs;
    private final Subgroup leaf;
    private final Lineup lineup;
    private final Truth truth;
    private final boolean audited;
    private final int[] votes;
    private final float[] probabilities;
    private final int[] modal;
    private final double[] taxicab;

    /**
     * Does not copy the arrays; nobody may change them.
     *
     * @param timeMs event time, milliseconds since the epoch
     * @param label index of the true class, or {@link Classes#UNLABELLED}; it was not chosen
     * @param votes the number of members that predict a class, at index model × classes + class; all 0 for a
     *     candidate that gave no prediction
     * @param probabilities mean probabilities at the same indices
     */
    public ScoredImage(long timeMs, Subgroup leaf, Lineup lineup, int label, int[] votes, float[] probabilities) {
        this(
                timeMs,
                leaf,
                lineup,
                Truth.of(label),
                true,
                votes,
                probabilities,
                modal(lineup, votes, probabilities),
                taxicab(lineup, votes));
    }

    private ScoredImage(
            long timeMs,
            Subgroup leaf,
            Lineup lineup,
            Truth truth,
            boolean audited,
            int[] votes,
            float[] probabilities,
            int[] modal,
            double[] taxicab) {
        this.timeMs = timeMs;
        this.leaf = leaf;
        this.lineup = lineup;
        this.truth = truth;
        this.audited = audited;
        this.votes = votes;
        this.probabilities = probabilities;
        this.modal = modal;
        this.taxicab = taxicab;
    }

    private static int[] modal(Lineup lineup, int[] votes, float[] probabilities) {
        int classes = lineup.classes().size();
        int[] modal = new int[1 + lineup.candidates().size()];
        if (votes.length != modal.length * classes || probabilities.length != votes.length) {
            throw new IllegalArgumentException("the image has " + votes.length + " votes and " + probabilities.length
                    + " probabilities, expected " + modal.length * classes + " of each for " + modal.length
                    + " models and "
                    + classes + " classes");
        }
        for (int m = 0; m < modal.length; m++) {
            modal[m] = m > 0 && !hasVote(votes, m * classes, classes)
                    ? NO_PREDICTION
                    : ModalClass.of(votes, probabilities, m * classes, classes);
        }
        return modal;
    }

    /** Whether a model whose votes begin at an index gave a prediction. */
    public static boolean hasVote(int[] votes, int from, int classes) {
        for (int i = from; i < from + classes; i++) {
            if (votes[i] != 0) {
                return true;
            }
        }
        return false;
    }

    private static double[] taxicab(Lineup lineup, int[] votes) {
        int classes = lineup.classes().size();
        int members = lineup.baseline().members();
        double[] taxicab = new double[lineup.candidates().size()];
        for (int i = 0; i < taxicab.length; i++) {
            taxicab[i] = LabelDistance.taxicab(
                    votes,
                    0,
                    members,
                    (1 + i) * classes,
                    lineup.candidates().get(i).members(),
                    classes);
        }
        return taxicab;
    }

    /** The same image in another leaf and with other labels. */
    public ScoredImage with(Subgroup otherLeaf, Truth otherTruth) {
        return new ScoredImage(timeMs, otherLeaf, lineup, otherTruth, audited, votes, probabilities, modal, taxicab);
    }

    /** The same image, counted by the audit or not. */
    public ScoredImage audited(boolean counted) {
        return counted == audited
                ? this
                : new ScoredImage(timeMs, leaf, lineup, truth, counted, votes, probabilities, modal, taxicab);
    }

    /** Whether the audit counts the image. */
    public boolean isAudited() {
        return audited;
    }

    /** Event time, milliseconds since the epoch. */
    public long timeMs() {
        return timeMs;
    }

    public Subgroup leaf() {
        return leaf;
    }

    public Lineup lineup() {
        return lineup;
    }

    public Truth truth() {
        return truth;
    }

    /** Index of the true class by the last label that was not chosen, or {@link Classes#UNLABELLED}. */
    public int label() {
        return truth.sample();
    }

    /** The number of members that predict a class, at index model × classes + class; must not be changed. */
    public int[] votes() {
        return votes;
    }

    /** Mean probabilities at the same indices; must not be changed. */
    public float[] probabilities() {
        return probabilities;
    }

    public int modal(int model) {
        return modal[model];
    }

    /** A model's confidence: the mean probability of its modal class, in millionths. */
    public int confidence(int model) {
        return ConfidenceBins.millionths(probabilities[model * lineup.classes().size() + modal[model]]);
    }

    /** Whether a model gives no class a mean probability of 0.9. */
    public boolean isUncertain(int model) {
        int classes = lineup.classes().size();
        for (int i = model * classes; i < (model + 1) * classes; i++) {
            if (ConfidenceBins.millionths(probabilities[i]) >= ConfidenceBins.SURE) {
                return false;
            }
        }
        return true;
    }

    /** Whether a candidate gave a prediction. If not, its votes and probabilities are 0 and mean nothing. */
    public boolean predicted(int candidate) {
        return modal[1 + candidate] != NO_PREDICTION;
    }

    /** Whether all models that gave a prediction say the same class. */
    public boolean isUnanimous() {
        for (int m = 1; m < modal.length; m++) {
            if (modal[m] != NO_PREDICTION && modal[m] != modal[0]) {
                return false;
            }
        }
        return true;
    }

    /** Whether its label is of a reference. A label of an image that the models tell apart is none, whatever it says. */
    boolean isReference() {
        return truth.reference() && isUnanimous();
    }

    /** Taxicab distance between the candidate's and the baseline's shares of votes. */
    public double taxicab(int candidate) {
        return taxicab[candidate];
    }

    /** Taxicab distance between the candidate's and the baseline's mean probabilities. */
    public double ofProbabilities(int candidate) {
        int classes = lineup.classes().size();
        return LabelDistance.ofProbabilities(probabilities, 0, (1 + candidate) * classes, classes);
    }
}
