package io.penumbra;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfiguredExemplarsTest {
    @Test
    void whatMakesSenseIsTaken() {
        assertThatCode(() -> ConfiguredExemplars.check(1, List.of())).doesNotThrowAnyException();
        assertThatCode(() -> ConfiguredExemplars.check(300, List.of(90.0, 99.9)))
                .doesNotThrowAnyException();
    }

    @Test
    void whatMakesNoSenseIsRefusedByNameAndValue() {
        refused(0, List.of(), "penumbra.exemplars.most is 0");
        refused(301, List.of(), "penumbra.exemplars.most is 301");
        refused(30, List.of(0.0), "percentiles has 0.0");
        refused(30, List.of(100.0), "percentiles has 100.0");
        refused(30, List.of(Double.NaN), "percentiles has NaN");
        refused(30, List.of(90.0, 95.0, 90.0), "names one twice");
    }

    private static void refused(int most, List<Double> percentiles, String what) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConfiguredExemplars.check(most, percentiles))
                .withMessageContaining(what);
    }
}
