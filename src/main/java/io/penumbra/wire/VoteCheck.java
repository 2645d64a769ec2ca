package io.penumbra.wire;

import io.penumbra.counts.Classes;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.ScoredImage;

/** Checks the votes and the probabilities of one image. */
public final class VoteCheck {
    private VoteCheck() {}

    /**
     * Checks the answers of all models of a lineup. A candidate without a vote gave none.
     *
     * @param votes at index model × classes + class, the baseline first; there may be more
     * @param probabilities at the same indices
     * @throws IllegalArgumentException if no models of the lineup can have given them
     */
    public static void check(Lineup lineup, int[] votes, float[] probabilities) {
        int classes = lineup.classes().size();
        check(lineup.baseline(), votes, probabilities, 0, lineup.classes());
        for (int i = 0; i < lineup.candidates().size(); i++) {
            if (ScoredImage.hasVote(votes, (i + 1) * classes, classes)) {
                check(lineup.candidates().get(i), votes, probabilities, (i + 1) * classes, lineup.classes());
            }
        }
    }

    /** Checks the answer of one model, which begins at an index. */
    static void check(ModelVersion model, int[] votes, float[] probabilities, int from, Classes classes) {
        long cast = 0;
        for (int y = 0; y < classes.size(); y++) {
            int vote = votes[from + y];
            float probability = probabilities[from + y];
            if (vote < 0 || !(probability >= 0 && probability <= 1.001f)) {
                throw new IllegalArgumentException("model " + model.name() + " gives class "
                        + classes.names().get(y) + " " + vote + " votes and probability " + probability);
            }
            cast += vote;
        }
        if (cast != model.members()) {
            throw new IllegalArgumentException("model " + model.name() + " has " + model.members() + " members and "
                    + cast + " votes, expected one vote of each");
        }
    }
}
