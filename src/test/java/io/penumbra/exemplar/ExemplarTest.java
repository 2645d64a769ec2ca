package io.penumbra.exemplar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.counts.Lineup;
import io.penumbra.counts.Subgroup;
import io.penumbra.image.Coordinates;
import io.penumbra.tally.Scores;
import io.penumbra.wire.Wire;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExemplarTest {
    private static Exemplar of(String id, int[] votes, float[] probabilities) {
        return new Exemplar(id, 1, new Subgroup("sex=male"), Optional.empty(), Optional.empty(), votes, probabilities);
    }

    private static Exemplar at(String id, long timeMs, Optional<Coordinates> source) {
        return new Exemplar(
                id, timeMs, new Subgroup("sex=male"), Optional.empty(), source, new int[4], new float[] {1, 0, 1, 0});
    }

    @Test
    void distancesAreThoseOfSharesAndOfMeanProbabilities() {
        Exemplar image = of("a", new int[] {2, 1, 0, 0, 1, 1}, new float[] {0.5f, 0.25f, 0.25f, 0.25f, 0.25f, 0.5f});

        // |0 − 2/3| + |1/2 − 1/3| + |1/2 − 0|
        assertThat(image.taxicab()).isCloseTo(4 / 3.0, within(1e-12));
        assertThat(image.ofProbabilities()).isEqualTo(0.5);
        assertThat(image.baseline()).isEqualTo(new Ballot(List.of(2, 1, 0), List.of(0.5f, 0.25f, 0.25f), 0));
        assertThat(image.candidate()).isEqualTo(new Ballot(List.of(0, 1, 1), List.of(0.25f, 0.25f, 0.5f), 2));
    }

    @Test
    void rankIsByVotesThenByProbabilitiesThenById() {
        Exemplar votes = of("d", new int[] {1, 0, 0, 1}, new float[] {0.5f, 0.5f, 0.5f, 0.5f});
        Exemplar probabilities = of("c", new int[] {1, 0, 1, 0}, new float[] {1, 0, 0, 1});
        Exemplar a = of("a", new int[] {1, 0, 1, 0}, new float[] {1, 0, 0.75f, 0.25f});
        Exemplar b = of("b", new int[] {1, 0, 1, 0}, new float[] {1, 0, 0.75f, 0.25f});
        var images = new ArrayList<>(List.of(b, probabilities, a, votes));
        Collections.sort(images);

        assertThat(images).containsExactly(votes, probabilities, a, b);
    }

    @Test
    void sharesThatAreEqualTieWhateverTheMembers() {
        Exemplar one = of("a", new int[] {3, 0, 2, 1}, new float[4]);
        Exemplar other = of("b", new int[] {2, 1, 1, 2}, new float[4]);

        assertThat(one.taxicab()).isEqualTo(other.taxicab());
    }

    @Test
    void onlyTheSameImageTies() {
        var first = Optional.of(new Coordinates("images", 0, 1));
        var second = Optional.of(new Coordinates("images", 0, 2));
        assertThat(at("a", 1, first))
                .isEqualByComparingTo(at("a", 1, first))
                .isNotEqualByComparingTo(at("a", 2, first));
        assertThat(at("a", 1, first).compareTo(at("a", 1, second))).isNegative();
        assertThat(at("a", 1, first).compareTo(at("a", 1, Optional.empty()))).isNotZero();
    }

    @Test
    void whatCannotBeAnExemplarTellsWhy() {
        assertThatThrownBy(() -> of("a", new int[2], new float[4])).hasMessageContaining("a has 2 votes");
        assertThatThrownBy(() -> of("a", new int[3], new float[3])).hasMessageContaining("3 votes");
        assertThatThrownBy(() -> new Coordinates("images", -1, 0)).hasMessageContaining("partition -1");
        assertThatThrownBy(() -> new Coordinates("", 0, 0)).hasMessageContaining("''");
        Lineup two = Wire.lineup(Scores.lineup());
        assertThatThrownBy(() -> new ExemplarKey(0, Optional.empty(), two))
                .hasMessageContaining("has 2 candidates, expected 1");
    }
}
