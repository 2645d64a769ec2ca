package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallySettingsTest {
    private static TallySettings settings(Duration retained, Duration remembered, Duration maxAhead) {
        return settings(retained, remembered, maxAhead, 30);
    }

    private static TallySettings settings(
            Duration retained, Duration remembered, Duration maxAhead, int mostExemplars) {
        return new TallySettings(
                Scores.TOPICS, Scores.values(), retained, remembered, maxAhead, mostExemplars, Optional.empty());
    }

    @Test
    void aDayHas1440Panes() {
        assertThat(settings(Duration.ofDays(1), Duration.ofDays(1), Duration.ZERO)
                        .retainedPanes())
                .isEqualTo(1440);
    }

    @Test
    void settingsThatCannotBeTellWhy() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> settings(day.minusMinutes(1), day, day)).hasMessageContaining("23h59m");
        assertThatThrownBy(() -> settings(day, day.minusHours(1), day)).hasMessageContaining("23h");
        assertThatThrownBy(() -> settings(day, day, Duration.ofMillis(-1))).hasMessageContaining("-0.001s");
        assertThatThrownBy(() -> settings(day, day, day, 0)).hasMessageContaining("limited to 0");
        assertThatThrownBy(() -> settings(day, day, day, 301)).hasMessageContaining("limited to 301");
    }

    /** What scores no more is remembered for 30 days. */
    private static TallySettings waiting(TallySettings.Labels labels) {
        Duration day = Duration.ofDays(1);
        return new TallySettings(
                Scores.TOPICS, Scores.values(), day, Duration.ofDays(30), Duration.ZERO, 30, Optional.of(labels));
    }

    @Test
    void labelsAreWaitedForAsLongAsWhatTheyChangeIsRemembered() {
        assertThat(settings(Duration.ofDays(1), Duration.ofDays(30), Duration.ZERO)
                        .labels())
                .isEmpty();
        var month = new TallySettings.Labels("labels", "labels.dlq", Duration.ofDays(30));
        assertThat(waiting(month).labels()).contains(month);
        assertThatThrownBy(() -> waiting(new TallySettings.Labels("labels", "labels.dlq", Duration.ofDays(31))))
                .hasMessageContaining("30d")
                .hasMessageContaining("31d");
        assertThatThrownBy(() -> new TallySettings.Labels("labels", "labels.dlq", Duration.ZERO))
                .hasMessageContaining("0s");
    }
}
