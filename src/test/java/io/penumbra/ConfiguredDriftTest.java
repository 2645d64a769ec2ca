package io.penumbra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.verdict.DriftSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;

class ConfiguredDriftTest {
    private static DriftSettings drift(Map<String, String> properties) {
        Converter<Duration> durations = io.quarkus.runtime.configuration.DurationConverter::parseDuration;
        PenumbraConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withConverter(Duration.class, 200, durations)
                .withMapping(PenumbraConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(PenumbraConfig.class);
        return ConfiguredDrift.of(config.drift(), config.tally().retained());
    }

    @Test
    void withoutSettingsTheDefaultHolds() {
        assertThat(drift(Map.of())).isEqualTo(DriftSettings.DEFAULT);
    }

    @Test
    void meanTimeToAFalseAlarmIsTheThresholdInPanes() {
        assertThat(drift(Map.of("penumbra.drift.mean-time-to-false-alarm", "7d"))
                        .logThreshold())
                .isCloseTo(Math.log(7 * 24 * 60), within(1e-9));
    }

    @Test
    void wrongSettingIsRefusedByItsNameAndValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drift(Map.of("penumbra.drift.share-tolerance", "1.5")))
                .withMessage("penumbra.drift: a share tolerance is 0 or more and below 1, not 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drift(Map.of("penumbra.drift.reference-period", "30s")))
                .withMessageContaining("PT30S");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> drift(Map.of("penumbra.drift.reference-period", "24h", "penumbra.tally.retained", "24h")))
                .withMessageContaining("penumbra.tally.retained");
    }
}
