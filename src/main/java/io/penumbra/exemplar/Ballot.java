package io.penumbra.exemplar;

import java.util.List;

/**
 * What a population answers on one image.
 *
 * @param votes per class, the members that predict it
 * @param probabilities per class, the mean over the members
 * @param modal index of the modal class
 */
public record Ballot(List<Integer> votes, List<Float> probabilities, int modal) {
    public Ballot {
        votes = List.copyOf(votes);
        probabilities = List.copyOf(probabilities);
        if (votes.size() != probabilities.size() || modal < 0 || modal >= votes.size()) {
            throw new IllegalArgumentException("no answer of a population: votes " + votes + ", probabilities "
                    + probabilities + ", modal class " + modal);
        }
    }
}
