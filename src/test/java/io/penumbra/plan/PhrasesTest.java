package io.penumbra.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PhrasesTest {
    @Test
    void timeHasTwoDigits() {
        assertThat(Phrases.time(Duration.ofSeconds(20))).isEqualTo("20 s");
        assertThat(Phrases.time(Duration.ofSeconds(2700))).isEqualTo("45 min");
        assertThat(Phrases.time(Duration.ofMinutes(149))).isEqualTo("2.5 h");
        assertThat(Phrases.time(Duration.ofMinutes(180))).isEqualTo("3 h");
        assertThat(Phrases.time(Duration.ofMinutes(2000))).isEqualTo("33 h");
        assertThat(Phrases.time(Duration.ofHours(300))).isEqualTo("13 days");
        assertThat(Phrases.time(Duration.ofDays(543))).isEqualTo("540 days");
        assertThat(Phrases.time(Duration.ofDays(3650))).isEqualTo("10 years");
    }

    @Test
    void countsAreRoundedToTwoDigits() {
        assertThat(Phrases.rounded(3456)).isEqualTo(3500);
        assertThat(Phrases.rounded(41)).isEqualTo(41);
        assertThat(Phrases.count(1, "image")).isEqualTo("1 image");
        assertThat(Phrases.count(4352, "image")).isEqualTo("4,352 images");
        assertThat(Phrases.plain(5)).isEqualTo("5");
        assertThat(Phrases.plain(0.5)).isEqualTo("0.5");
    }
}
