package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void endsBelongToTheInterval() {
        Interval interval = new Interval(-0.5, 0.25);
        assertThat(interval.contains(-0.5)).isTrue();
        assertThat(interval.contains(0.25)).isTrue();
        assertThat(interval.contains(0.26)).isFalse();
        assertThat(interval.width()).isEqualTo(0.75);
    }

    @Test
    void endsOutOfOrderOrNotFiniteAreRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(2, 1))
                .withMessageContaining("[2.0, 1.0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(Double.NaN, 1))
                .withMessageContaining("NaN");
    }
}
