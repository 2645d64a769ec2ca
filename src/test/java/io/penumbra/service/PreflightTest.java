package io.penumbra.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.penumbra.process.Failure;
import io.smallrye.config.ConfigValidationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "penumbra.scoring.batch | many | penumbra.scoring.batch is 'many', expected a whole number",
                "penumbra.verdict.minimum | 1.5 | penumbra.verdict.minimum is '1.5', expected a whole number",
                "penumbra.verdict.margin | 1 % | penumbra.verdict.margin is '1 %', expected a number such as 0.05",
                "penumbra.scoring.provider | gpu | penumbra.scoring.provider is 'gpu', expected one of cpu, cuda",
                "penumbra.verdict.metrics | error,errors | penumbra.verdict.metrics is 'error,errors', expected one of error, false_negative_rate, false_positive_rate",
                "penumbra.tally.retained | a day | penumbra.tally.retained is 'a day', expected a duration such as 500ms, 30s, 5m, 24h or 7d",
                "penumbra.scoring.bacth | 3 | there is no setting penumbra.scoring.bacth; docs/configuration.md lists all",
            })
    void whatCannotBeReadIsOneSentenceWithoutCodes(String name, String value, String told) {
        var refused =
                catchThrowableOfType(ConfigValidationException.class, () -> SettingsTest.config(Map.of(name, value)));
        assertThat(Preflight.sentence(String.valueOf(refused.getProblem(0).getMessage())))
                .isEqualTo(told);
    }

    @Test
    void demoReadsWhatItSends() {
        assertThatCode(() -> Preflight.checkDemo(SettingsTest.config(Map.of()).images()))
                .doesNotThrowAnyException();
        Map.of("penumbra.images.format", "raw", "penumbra.images.type", "com.example.photo")
                .forEach((name, value) -> assertThatThrownBy(() -> Preflight.checkDemo(
                                SettingsTest.config(Map.of(name, value)).images()))
                        .isInstanceOf(Failure.class)
                        .hasMessageContaining("the demo sends CloudEvents"));
    }
}
