package io.penumbra.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penumbra.tally.Scores;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CellLimitTest {
    private static io.penumbra.wire.v1.Lineup lineup(int candidates, int members) {
        return Scores.lineup(
                Scores.version("full", "f0", members),
                IntStream.range(0, candidates)
                        .mapToObj(i -> Scores.version("pruned-" + i, "p0", members))
                        .toArray(io.penumbra.wire.v1.ModelVersion[]::new));
    }

    @Test
    void cellsOfAStudyFitIntoARecord() {
        assertThatCode(() -> CellLimit.check(lineup(100, 3))).doesNotThrowAnyException();
        assertThatCode(() -> CellLimit.check(lineup(40, 5))).doesNotThrowAnyException();
        assertThatCode(() -> CellLimit.check(lineup(16, 30))).doesNotThrowAnyException();
    }

    @Test
    void aLineupWhoseCellsWouldNotFitIsRefusedByItsNumbers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CellLimit.check(lineup(20, 30)))
                .withMessageContaining("20 candidates")
                .withMessageContaining("expected at most 8388608");
    }
}
