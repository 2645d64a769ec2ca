package io.penumbra.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemberTallyTest {
    @Test
    void recallsAndAccuraciesAreThoseOfEachMember() {
        var tally = new MemberTally(List.of(2, 1), 2);
        tally.add(0, new int[] {0, 0, 1}, List.of());
        tally.add(0, new int[] {0, 1, 0}, List.of());
        tally.add(0, new int[] {0, 0, 0}, List.of());
        tally.add(1, new int[] {1, 0, 1}, List.of());
        assertThat(tally.support(0)).isEqualTo(3);
        assertThat(tally.population(0, 0)).hasValueSatisfying(baseline -> {
            assertThat(baseline.recalls()).containsExactly(new double[] {1, 2.0 / 3}, within(1e-12));
            assertThat(baseline.accuracies()).containsExactly(new double[] {1, 0.5}, within(1e-12));
        });
        assertThat(tally.population(1, 1)).hasValueSatisfying(candidate -> {
            assertThat(candidate.recalls()).containsExactly(1.0);
            assertThat(candidate.accuracies()).containsExactly(0.75);
        });
    }

    @Test
    void classWithoutAnImageHasNoRecall() {
        var tally = new MemberTally(List.of(1), 2);
        tally.add(0, new int[] {0}, List.of());
        assertThat(tally.population(0, 1)).isEmpty();
    }

    @Test
    void imageOnWhichAModelFailedDoesNotCountForIt() {
        var tally = new MemberTally(List.of(1, 2), 2);
        tally.add(0, new int[] {0, 0, 1}, List.of());
        tally.add(0, new int[] {1, 0, -1}, List.of(1));
        tally.add(1, new int[] {1, -1, -1}, List.of(1));
        assertThat(tally.population(0, 0).orElseThrow().recalls()).containsExactly(0.5);
        assertThat(tally.population(1, 0).orElseThrow().recalls()).containsExactly(1, 0);
        assertThat(tally.population(1, 0).orElseThrow().accuracies()).containsExactly(1, 0);
        assertThat(tally.population(1, 1)).isEmpty();
    }

    @Test
    void answersOfOtherModelsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemberTally(List.of(3, 3), 2).add(0, new int[5], List.of()))
                .withMessage("got 5 answers, expected one of each of 6 members");
    }
}
