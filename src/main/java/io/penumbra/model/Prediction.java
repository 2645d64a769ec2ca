package io.penumbra.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What all models predict for one image. Votes and probabilities have an entry for each class of the baseline, then of
 * each candidate. Those of a model that failed on the image are all 0.
 *
 * <p>The arrays are not copied: a prediction is made, written to the wire and forgotten.
 */
public final class Prediction {
    /** In place of the class that a member predicts, where there is none. */
    public static final int NO_ANSWER = -1;

    private final int classes;
    private final int[] votes;
    private final float[] probabilities;
    private final int[] answers;
    private final @Nullable String[] faults;

    /** @param members number of members of all models together */
    Prediction(int models, int classes, int members) {
        this.classes = classes;
        this.votes = new int[models * classes];
        this.probabilities = new float[models * classes];
        this.answers = new int[members];
        this.faults = new String[models];
        Arrays.fill(answers, NO_ANSWER);
    }

    /**
     * Adds one member's probabilities to its model's mean, and its vote. The vote is for the most probable class, and
     * among equals for the first. A model that failed keeps neither.
     *
     * @param model index of the model
     * @param member index among the members of all models
     * @param members number of members of this model
     * @param likelihoods the member's probability of each class
     */
    void add(int model, int member, int members, float[] likelihoods) {
        if (faults[model] != null) {
            return;
        }
        int likeliest = 0;
        for (int y = 0; y < classes; y++) {
            probabilities[model * classes + y] += likelihoods[y] / members;
            likeliest = likelihoods[y] > likelihoods[likeliest] ? y : likeliest;
        }
        votes[model * classes + likeliest]++;
        answers[member] = likeliest;
    }

    /** Records why a model gave no prediction: one of its members failed. */
    void fail(int model, String why) {
        faults[model] = why;
        Arrays.fill(votes, model * classes, (model + 1) * classes, 0);
        Arrays.fill(probabilities, model * classes, (model + 1) * classes, 0);
    }

    /** Why a model gave no prediction; empty if it gave one. The baseline is model 0. */
    public Optional<String> fault(int model) {
        return Optional.ofNullable(faults[model]);
    }

    /** The models that gave no prediction. */
    public List<Integer> failed() {
        return IntStream.range(0, faults.length)
                .filter(model -> faults[model] != null)
                .boxed()
                .toList();
    }

    /** For each model and class, how many members predict the class. */
    public int[] votes() {
        return votes;
    }

    /** For each model and class, the mean of the probability over the members, 0 to 1. */
    public float[] probabilities() {
        return probabilities;
    }

    /**
     * The class that each member predicts: the members of the baseline, then those of each candidate. {@link
     * #NO_ANSWER} for a member that failed.
     */
    public int[] answers() {
        return answers;
    }
}
