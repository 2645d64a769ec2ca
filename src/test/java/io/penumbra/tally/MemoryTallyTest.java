package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import io.penumbra.wire.v1.Score;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryTallyTest {
    private static final long TIME = 1_700_000_000_000L;

    @Test
    void figuresAreThoseOfARecountOfTheScores() {
        var tally = new MemoryTally(Scores.values());
        var scores = new ArrayList<Score>();
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            scores.add(Scores.random(random, Scores.lineup(), TIME + 60_000L * (i % 3)));
        }
        scores.forEach(tally::add);
        assertThat(Recount.of(tally.snapshot().window(Window.VERSION))).isEqualTo(Recount.of(scores));
    }

    @Test
    void snapshotIsNotTouchedByWhatComesLater() {
        var tally = new MemoryTally(Scores.values());
        var random = new Random(8);
        tally.add(Scores.random(random, Scores.lineup(), TIME));
        Snapshot before = tally.snapshot();
        tally.add(Scores.random(random, Scores.lineup(), TIME));
        assertThat(Scores.scored(before, Window.VERSION, Subgroup.ALL)).isEqualTo(1);
        assertThat(Scores.scored(tally.snapshot(), Window.VERSION, Subgroup.ALL))
                .isEqualTo(2);
    }

    @Test
    void scoreThatTheTopologyRefusesIsNamed() {
        Score bad = Scores.random(new Random(9), Scores.lineup(), TIME).toBuilder()
                .setImageId("face-7")
                .setLabel("purple")
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemoryTally(Scores.values()).add(bad))
                .withMessageContaining("face-7")
                .withMessageContaining("purple");
    }
}
