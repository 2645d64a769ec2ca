package io.penumbra.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnsembleTest {
    private static Ensemble ensemble(int index) {
        var model = new Model("small", "0123", Map.of(), 1, List.of(), Optional.empty());
        return new Ensemble(index, index, model, List.of());
    }

    @Test
    void candidateIsGivenUpAfterThreeLateBatchesInARow() {
        Ensemble candidate = ensemble(1);
        candidate.late(true);
        candidate.late(true);
        assertThat(candidate.givenUp()).isEmpty();
        candidate.late(true);
        assertThat(candidate.givenUp())
                .contains(
                        "model small had no answer in time in 3 batches in a row; it is not run again before a restart");
        candidate.late(false);
        assertThat(candidate.givenUp()).isPresent();
    }

    @Test
    void batchInTimeEndsTheRow() {
        Ensemble candidate = ensemble(1);
        for (int i = 0; i < 5; i++) {
            candidate.late(true);
            candidate.late(true);
            candidate.late(false);
        }
        assertThat(candidate.givenUp()).isEmpty();
    }

    @Test
    void baselineIsNotGivenUpForLateBatches() {
        Ensemble baseline = ensemble(0);
        for (int i = 0; i < 9; i++) {
            baseline.late(true);
        }
        assertThat(baseline.givenUp()).isEmpty();
        baseline.giveUp("gives no answer within 9 ms and does not stop");
        baseline.giveUp("once more");
        assertThat(baseline.givenUp()).hasValueSatisfying(why -> assertThat(why).contains("does not stop"));
    }
}
