package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LabelDistanceTest {

    private static double taxicab(int[] baseline, int[] candidate) {
        int[] votes = new int[baseline.length + candidate.length];
        System.arraycopy(baseline, 0, votes, 0, baseline.length);
        System.arraycopy(candidate, 0, votes, baseline.length, candidate.length);
        return LabelDistance.taxicab(votes, 0, sum(baseline), baseline.length, sum(candidate), baseline.length);
    }

    private static int sum(int... votes) {
        int sum = 0;
        for (int vote : votes) {
            sum += vote;
        }
        return sum;
    }

    @Test
    void equalVotesAreNoDistance() {
        assertThat(taxicab(new int[] {3, 0}, new int[] {3, 0})).isZero();
        assertThat(taxicab(new int[] {1, 2}, new int[] {2, 4}))
                .as("shares, not votes")
                .isZero();
    }

    @Test
    void noClassInCommonIsADistanceOfTwo() {
        assertThat(taxicab(new int[] {3, 0}, new int[] {0, 3})).isEqualTo(2);
        assertThat(taxicab(new int[] {1, 2, 0}, new int[] {0, 0, 1})).isEqualTo(2);
    }

    @Test
    void sharesOfPopulationsOfDifferentSizeAreCompared() {
        // |1/3 − 2/5| + |2/3 − 3/5| by hand
        assertThat(taxicab(new int[] {1, 2}, new int[] {2, 3})).isCloseTo(2.0 / 15, within(1e-12));
        // |2/4 − 1/3| + |1/4 − 1/3| + |1/4 − 1/3|
        assertThat(taxicab(new int[] {2, 1, 1}, new int[] {1, 1, 1})).isCloseTo(1.0 / 3, within(1e-12));
    }

    @Test
    void probabilitiesTellImagesApartWhereVotesAgree() {
        float[] probabilities = {.5f, .25f, .25f, .5f, .125f, .375f};
        assertThat(LabelDistance.ofProbabilities(probabilities, 0, 3, 3)).isEqualTo(0.25);
        assertThat(LabelDistance.ofProbabilities(probabilities, 0, 0, 3)).isZero();
    }
}
