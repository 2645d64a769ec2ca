package io.penumbra.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.drift.DriftSettings;
import io.penumbra.drift.DriftWatch;
import io.penumbra.drift.ReferenceMeasure;
import io.penumbra.drift.References;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftPageTest {
    private static final long START = Instant.parse("2026-05-06T07:00:00Z").toEpochMilli();
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final DriftSettings SETTINGS = DriftSettings.DEFAULT.withReferencePeriod(PERIOD);

    /** After so many quiet minutes, the candidate misses 40 % of the blond men. */
    private static DriftPage page(int quiet, int drifted) {
        var images = new CountedImages(1);
        for (int minute = 0; minute < quiet + drifted; minute++) {
            for (int i = 0; i < 100; i++) {
                boolean male = i % 2 == 0;
                boolean flip = minute >= quiet && male && i / 2 < 20;
                images.add(START + minute * 60_000L, male ? "male" : "female", "blond", 1, flip ? 0 : 1);
            }
        }
        Snapshot snapshot = images.snapshot();
        var references = new References(
                Map.of(),
                Map.of(
                        CountedImages.CANDIDATE,
                        ReferenceMeasure.automatic(snapshot, CountedImages.CANDIDATE, PERIOD)
                                .orElseThrow()));
        return DriftPage.of(snapshot, new DriftWatch(SETTINGS).look(snapshot, references), SETTINGS);
    }

    @Test
    void alarmsSayWhatHappened() {
        DriftPage page = page(10, 20);
        assertThat(page.headline()).endsWith("series have drifted");
        assertThat(page.alarms())
                .hasSizeBetween(1, 5)
                .allSatisfy(alarm -> assertThat(alarm)
                        .matches("(The|Harm).* (rose|fell) from .* to .* since 2026-05-06T07:.*images.*"));
        assertThat(page.alarms())
                .anySatisfy(alarm -> assertThat(alarm)
                        .startsWith("The share of images of sex=male on which " + CountedImages.CANDIDATE
                                + " disagrees with the baseline rose from 0.00 % to 40.00 %"));
        DriftPage.Row first = page.rows().get(0);
        assertThat(first.mark().word()).isEqualTo("drifted");
        assertThat(first.evidence()).startsWith("alarm");
    }

    @Test
    void withoutAnAlarmNothingIsSaid() {
        DriftPage page = page(30, 0);
        assertThat(page.headline()).isEqualTo("Nothing has drifted");
        assertThat(page.alarms()).isEmpty();
        assertThat(page.rows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.evidence()).endsWith("of an alarm"));
    }
}
