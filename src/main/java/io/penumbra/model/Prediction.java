package io.penumbra.model;

import java.util.Optional;

/**
 * What all models say of one image. Votes and probabilities have an entry for each model (the baseline, then the candidates) and class,
 * class by class. Not copied: a prediction is made, written to the wire and forgotten.
 */
public final class Prediction {
    private final int[] votes;
    private final float[] probabilities;
    private final int[] answers;
    private Optional<String> fault = Optional.empty();

    /** @param members of all models together */
    Prediction(int models, int classes, int members) {
        this.votes = new int[models * classes];
        this.probabilities = new float[models * classes];
        this.answers = new int[members];
    }

    /**
     * Adds one member's probabilities of each class to a model's mean, and its vote: the likeliest class, of equal ones the first.
     *
     * @param member its place among the members of all models
     * @param members of this model
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

    /** Records that a member gave no prediction. */
    void fail(String why) {
        fault = Optional.of(why);
    }

    /** Why the votes are not complete, or empty. */
    public Optional<String> fault() {
        return fault;
    }

    /** Members that predict the class. */
    public int[] votes() {
        return votes;
    }

    /** Mean over the members of the class's probability. */
    public float[] probabilities() {
        return probabilities;
    }

    /** The class that each member predicts: the members of the baseline, then those of each candidate. */
    public int[] answers() {
        return answers;
    }
}
