package io.penumbra.report;

import java.util.List;

/**
 * An image on which the baseline and a candidate differ.
 *
 * @param image the id of the image
 * @param label the true class
 * @param subgroup the leaf
 * @param candidate the candidate that is farthest from the baseline
 * @param votesApart taxicab distance of the shares of votes, 0 to 2
 * @param probabilitiesApart the same distance of the mean probabilities
 * @param opinions the answers of the baseline and of the candidates, in this order
 * @param picture the image itself as a data URI
 */
public record PicturedExemplar(
        String image,
        String label,
        String subgroup,
        String candidate,
        double votesApart,
        double probabilitiesApart,
        List<Opinion> opinions,
        String picture) {
    public PicturedExemplar {
        opinions = List.copyOf(opinions);
    }

    Opinion baseline() {
        return opinions.get(0);
    }

    /** The answers of the baseline and of the farthest candidate. */
    public List<Opinion> compared() {
        return List.of(baseline(), farthest());
    }

    /** The answer of the farthest candidate. */
    Opinion farthest() {
        return opinions.stream()
                .filter(opinion -> opinion.model().equals(candidate))
                .findFirst()
                .orElseThrow();
    }
}
