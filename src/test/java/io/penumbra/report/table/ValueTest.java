package io.penumbra.report.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.statistics.Interval;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ValueTest {
    @Test
    void ratiosAreShownInPercentAndKeptAsRatios() {
        Value value = Value.percent(OptionalDouble.of(0.0123456));
        assertThat(value.shown()).isEqualTo("1.23 %");
        assertThat(value.exact()).containsExactly("0.0123456");
        assertThat(Value.percentInterval(Optional.of(new Interval(0, 0.5))).shown())
                .isEqualTo("0.00 to 50.00");
    }

    @Test
    void changesHaveASignAndZeroAPositiveOne() {
        assertThat(Value.points(OptionalDouble.of(-0.0)).shown()).isEqualTo("+0.00");
        assertThat(Value.points(OptionalDouble.of(-0.0125)).shown()).isEqualTo("-1.25");
        assertThat(Value.relative(OptionalDouble.of(49.54)).shown()).isEqualTo("+49.5 %");
        assertThat(Value.relativeInterval(Optional.of(new Interval(-100, 8.26))).shown())
                .isEqualTo("-100.0 to +8.3");
    }

    @Test
    void meanCountIsWholeOrHasTwoDigits() {
        assertThat(Value.mean(1234).shown()).isEqualTo("1,234");
        assertThat(Value.mean(2.0 / 3).shown()).isEqualTo("0.67");
        assertThat(Value.mean(2.0 / 3).exact()).containsExactly(Double.toString(2.0 / 3));
    }

    @Test
    void noValueIsShownAsNothing() {
        assertThat(Value.percent(OptionalDouble.empty()).shown()).isEmpty();
        assertThat(Value.count(OptionalLong.empty()).exact()).containsExactly("");
        assertThat(Value.pointsInterval(Optional.empty()).exact()).containsExactly("", "");
    }
}
