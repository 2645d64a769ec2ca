package io.penumbra.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.penumbra.image.Decoder;
import io.penumbra.image.Reason;
import io.penumbra.image.Received;
import io.penumbra.image.Specimens;
import io.penumbra.image.Unreadable;
import io.penumbra.model.ColourModels;
import io.penumbra.model.Models;
import io.penumbra.model.Provider;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringRunTest {
    private static final int BATCH = 4;
    private static final int RED = 0xF02020;
    private static final int GREEN = 0x20F020;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    private ScoringRun run(Map<String, List<String>> candidates) {
        Path file = ColourModels.layOut(folder, "logits", ColourModels.THREE, candidates);
        Models models = Models.open(file, 2, Provider.CPU);
        var scorer = new Scorer(models, new Decoder(models.input()), BATCH, ScoringListener.SILENT);
        open.add(scorer);
        open.add(models);
        return new ScoringRun(scorer, BATCH);
    }

    /** Every seventh cannot be read; the others are red and green in turns. */
    private static Received read(int number) {
        return number % 7 == 6
                ? new Unreadable(Reason.EMPTY, "image " + number)
                : Specimens.event(
                        Integer.toString(number), number % 2 == 0 ? RED : GREEN, "red", Map.of(), Instant.EPOCH);
    }

    @Test
    void everyImageHasItsOutcomeInOrderWhateverTheLengthOfTheRow() throws InterruptedException {
        ScoringRun run = run(Map.of());
        for (int length : new int[] {0, 1, BATCH, 6 * BATCH + 1}) {
            var done = new ArrayList<Integer>();
            run.score(IntStream.range(0, length).iterator(), ScoringRunTest::read, (number, outcome) -> {
                assertThat(number).isEqualTo(done.size());
                done.add(number);
                if (number % 7 == 6) {
                    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
                } else {
                    var scored = (Outcome.Scored) outcome;
                    assertThat(scored.score().getImageId()).isEqualTo(Integer.toString(number));
                    assertThat(scored.score().hasSource()).isFalse();
                    assertThat(scored.score().getVotes(number % 2)).isPositive();
                }
            });
            assertThat(done).hasSize(length);
        }
    }

    @Test
    void predictionTellsWhatEachMemberSays() throws InterruptedException {
        // grey: of equals fair takes the first, and the others what they like
        run(Map.of("small", List.of("green-eyed", "fair")))
                .score(
                        List.of(0x808080).iterator(),
                        rgb -> Specimens.event("grey", rgb, "red", Map.of(), Instant.EPOCH),
                        (rgb, outcome) -> assertThat(
                                        ((Outcome.Scored) outcome).prediction().answers())
                                .containsExactly(0, 1, 2, 1, 0));
    }

    @Test
    void noMoreImagesAreReadThanAreUnderWay() throws InterruptedException {
        var read = new AtomicInteger();
        var done = new AtomicInteger();
        run(Map.of())
                .score(
                        IntStream.range(0, 20 * BATCH).iterator(),
                        number -> {
                            read.incrementAndGet();
                            return read(number);
                        },
                        (number, outcome) -> assertThat(read.get() - done.getAndIncrement())
                                .isLessThanOrEqualTo(Scorer.DEPTH * BATCH));
        assertThat(done.get()).isEqualTo(20 * BATCH);
    }

    @Test
    void imageThatCannotBeReadAtAllEndsTheRun() {
        ScoringRun run = run(Map.of());
        assertThatIllegalStateException()
                .isThrownBy(() -> run.score(
                        IntStream.range(0, 100).iterator(),
                        number -> {
                            if (number == 9) {
                                throw new IllegalStateException("no file 9");
                            }
                            return read(number);
                        },
                        (number, outcome) -> assertThat(number).isLessThan(9)))
                .withMessage("no file 9");
    }

    @Test
    void failingCandidateEndsNothing() throws InterruptedException {
        var failed = new ArrayList<List<String>>();
        run(Map.of("lamp", List.of("overreaching")))
                .score(
                        List.of(0x202020, 0xFFFFFF).iterator(),
                        rgb -> Specimens.event("grey", rgb, "red", Map.of(), Instant.EPOCH),
                        (rgb, outcome) -> failed.add(outcome.failed()));
        assertThat(failed).containsExactly(List.of(), List.of("lamp"));
    }
}
