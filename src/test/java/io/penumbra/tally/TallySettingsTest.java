package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallySettingsTest {
    private static TallySettings settings(
            List<String> attributes, int maxLeaves, Duration retained, Duration remembered, Duration maxAhead) {
        return settings(attributes, maxLeaves, retained, remembered, maxAhead, 30);
    }

    private static TallySettings settings(
            List<String> attributes,
            int maxLeaves,
            Duration retained,
            Duration remembered,
            Duration maxAhead,
            int mostExemplars) {
        return new TallySettings(
                Scores.TOPICS, attributes, maxLeaves, retained, remembered, maxAhead, mostExemplars, Optional.empty());
    }

    @Test
    void aDayHas1440Panes() {
        assertThat(settings(List.of("sex"), 1, Duration.ofDays(1), Duration.ofDays(1), Duration.ZERO)
                        .retainedPanes())
                .isEqualTo(1440);
    }

    @Test
    void settingsThatCannotBeTellWhy() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> settings(List.of("sex", "sex"), 1, day, day, day))
                .hasMessageContaining("[sex, sex]");
        assertThatThrownBy(() -> settings(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"), 1, day, day, day))
                .hasMessageContaining("at most 8");
        assertThatThrownBy(() -> settings(List.of(), 0, day, day, day)).hasMessageContaining("0");
        assertThatThrownBy(() -> settings(List.of(), 1, day.minusMinutes(1), day, day))
                .hasMessageContaining("PT23H59M");
        assertThatThrownBy(() -> settings(List.of(), 1, day, day.minusHours(1), day))
                .hasMessageContaining("PT23H");
        assertThatThrownBy(() -> settings(List.of(), 1, day, day, Duration.ofMillis(-1)))
                .hasMessageContaining("PT-0.001S");
        assertThatThrownBy(() -> settings(List.of(), 1, day, day, day, 0)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> settings(List.of(), 1, day, day, day, 301)).hasMessageContaining("not 301");
    }

    /** What scores no more is remembered for 30 days. */
    private static TallySettings waiting(TallySettings.Labels labels) {
        Duration day = Duration.ofDays(1);
        return new TallySettings(
                Scores.TOPICS, List.of(), 1, day, Duration.ofDays(30), Duration.ZERO, 30, Optional.of(labels));
    }

    @Test
    void labelsAreWaitedForAsLongAsWhatTheyChangeIsRemembered() {
        assertThat(settings(List.of(), 1, Duration.ofDays(1), Duration.ofDays(30), Duration.ZERO)
                        .labels())
                .isEmpty();
        var month = new TallySettings.Labels("labels", "labels.dlq", Duration.ofDays(30));
        assertThat(waiting(month).labels()).contains(month);
        assertThatThrownBy(() -> waiting(new TallySettings.Labels("labels", "labels.dlq", Duration.ofDays(31))))
                .hasMessageContaining("PT720H")
                .hasMessageContaining("PT744H");
        assertThatThrownBy(() -> new TallySettings.Labels("labels", "labels.dlq", Duration.ZERO))
                .hasMessageContaining("PT0S");
    }
}
