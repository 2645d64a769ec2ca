package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.process.Time;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "PT9600H, 400d",
        "PT48H, 2d",
        "PT24H, 24h",
        "PT25H, 25h",
        "PT1H30M, 1h30m",
        "PT0.05S, 0.05s",
        "PT-1S, -1s",
        "PT0S, 0s",
    })
    void aDurationReadsAsASettingIsWritten(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"400d", "24h", "1h30m", "0.05s", "0s"})
    void whatIsWrittenIsReadAgain(String text) {
        assertThat(Durations.text(new Time().convert(text))).isEqualTo(text);
    }
}
