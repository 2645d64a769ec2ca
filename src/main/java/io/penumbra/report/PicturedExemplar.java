package io.penumbra.report;

import java.util.List;

/**
 * An image on which the baseline and a candidate part ways.
 *
 * @param image its id
 * @param label its true class
 * @param subgroup its leaf
 * @param candidate the one that is farthest from the baseline
 * @param votesApart taxicab distance of the shares of votes, 0 to 2
 * @param probabilitiesApart the same distance of the mean probabilities
 * @param opinions of the baseline, then of the candidates
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

    /** The baseline, then the farthest candidate. */
    public List<Opinion> compared() {
        return List.of(baseline(), farthest());
    }

    /** What the farthest candidate says. */
    Opinion farthest() {
        return opinions.stream()
                .filter(opinion -> opinion.model().equals(candidate))
                .findFirst()
                .orElseThrow();
    }
}
