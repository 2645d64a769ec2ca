package io.penumbra.exemplar;

import java.util.List;

/**
 * The answer of a population on one image.
 *
 * @param votes per class, the number of members that predict it
 * @param probabilities per class, the mean over the members
 * @param modal index of the modal class
 */
public record Ballot(List<Integer> votes, List<Float> probabilities, int modal) {
    public Ballot {
        votes = List.copyOf(votes);
        probabilities = List.copyOf(probabilities);
        if (votes.size() != probabilities.size() || modal < 0 || modal >= votes.size()) {
            throw new IllegalArgumentException("votes " + votes + " and probabilities " + probabilities
                    + " with modal class " + modal + " do not fit together");
        }
    }
}
