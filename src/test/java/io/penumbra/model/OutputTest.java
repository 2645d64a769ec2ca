package io.penumbra.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.model.Output.Values;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {
    @ParameterizedTest
    @CsvSource({
        "LOGITS, 5, -7, true",
        "LOGITS, 5, -Infinity, false",
        "LOGITS, 5, NaN, false",
        "PROBABILITIES, 1.0005, 0, true",
        "PROBABILITIES, 1.01, 0, false",
        "PROBABILITIES, 0.9, -0.1, false",
        "PROBABILITIES, 0.9, NaN, false",
        "LOG_PROBABILITIES, 0.0005, -Infinity, true",
        "LOG_PROBABILITIES, -Infinity, -Infinity, false",
        "LOG_PROBABILITIES, 0.1, -1, false",
        "LOG_PROBABILITIES, -1, NaN, false"
    })
    void valuesAreChecked(Values kind, float first, float second, boolean right) {
        assertThat(kind.fault(new float[] {first, second}).isEmpty()).isEqualTo(right);
    }
}
