package io.penumbra.model;

import java.util.Optional;

/**
 * What all models predict for one image. Votes and probabilities have an entry for each class of the baseline, then of
 * each candidate.
 *
 * <p>The arrays are not copied: a prediction is made, written to the wire and forgotten.
 */
public final class Prediction {
    private final int[] votes;
    private final float[] probabilities;
    private final int[] answers;
    private Optional<String> fault = Optional.empty();

    /** @param members number of members of all models together */
    Prediction(int models, int classes, int members) {
        this.votes = new int[models * classes];
        this.probabilities = new float[models * classes];
        this.answers = new int[members];
    }

    /**
     * Adds one member's probabilities to its model's mean, and its vote. The vote is for the most probable class, and
     * among equals for the first.
     *
     * @param model index of the model
     * @param member index among the members of all models
     * @param members number of members of this model
     * @param likelihoods the member's probability of each class
     */
    void add(int model, int member, int members, float[] likelihoods) {
        int classes = likelihoods.length;
        int likeliest = 0;
        for (int y = 0; y < classes; y++) {
            probabilities[model * classes + y] += likelihoods[y] / members;
            likeliest = likelihoods[y] > likelihoods[likeliest] ? y : likeliest;
        }
        votes[model * classes + likeliest]++;
        answers[member] = likeliest;
    }

    /** Records why a member gave no prediction. */
    void fail(String why) {
        fault = Optional.of(why);
    }

    /** Why the votes are not complete, or empty. */
    public Optional<String> fault() {
        return fault;
    }

    /** For each model and class, how many members predict the class. */
    public int[] votes() {
        return votes;
    }

    /** For each model and class, the mean of the probability over the members, 0 to 1. */
    public float[] probabilities() {
        return probabilities;
    }

    /** The class that each member predicts: the members of the baseline, then those of each candidate. */
    public int[] answers() {
        return answers;
    }
}
