package io.penumbra.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.CountedImages;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.Verdict;
import io.penumbra.verdict.VerdictSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final long NOW = Instant.parse("2026-05-06T07:08:09Z").toEpochMilli();

    /** On so many labelled images of men and women, blond and not. */
    private static Verdict verdict(int images, int missed) {
        var counted = new CountedImages(1);
        for (int i = 0; i < images; i++) {
            counted.add(NOW, "male", "blond", 1, i < missed ? 0 : 1);
            counted.add(NOW, "female", "blond", 1, 1);
            counted.add(NOW, "male", "not_blond", 0, 0);
            counted.add(NOW, "female", "not_blond", 0, 0);
        }
        return new Gate(VerdictSettings.DEFAULT, Map.of()).verdict(counted.snapshot(), CountedImages.CANDIDATE);
    }

    @Test
    void whoIsHarmedComesFirst() {
        assertThat(Answer.of(List.of(verdict(3000, 0), verdict(1000, 300), verdict(20, 0))))
                .isEqualTo(
                        "pruned must not ship: it misses blond on male images in 30.0 % instead of 0.0 %, by majority vote."
                                + " pruned may ship."
                                + " These images do not show whether pruned harms anybody.");
    }

    @Test
    void severalCandidatesAreOneSentence() {
        Verdict open = verdict(20, 0);
        assertThat(Answer.of(List.of(open, open, open)))
                .isEqualTo("These images do not show whether pruned, pruned and pruned harm anybody.");
        assertThat(Answer.of(List.of())).isEqualTo("There is no candidate.");
    }
}
