package io.penumbra.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AxisTest {
    @Test
    void figuresLieInProportionAndNeverOutside() {
        var axis = new Axis(-10, 10, 100, 200);
        assertThat(axis.x(-10)).isEqualTo(100);
        assertThat(axis.x(0)).isEqualTo(200);
        assertThat(axis.x(5)).isEqualTo(250);
        assertThat(axis.x(99)).isEqualTo(300);
        assertThat(axis.isInside(10, 14)).isFalse();
        assertThat(axis.isInside(8, 14)).isTrue();
    }

    @Test
    void axisAround0HoldsTheFarthestFigureOnEitherSide() {
        Axis axis = Axis.around0(DoubleStream.of(-2, 8), 0, 100);
        assertThat(axis.x(0)).isCloseTo(50, within(1e-9));
        assertThat(axis.from()).isLessThan(-8);
        assertThat(axis.to()).isGreaterThan(8);
    }

    @Test
    void axisWithoutAFigureIsStillOne() {
        assertThat(Axis.around0(DoubleStream.empty(), 0, 100).ticks()).contains(0.0);
        assertThat(Axis.from0(DoubleStream.empty(), 0, 100).x(0)).isZero();
    }

    @Property
    void ticksAreFewAndHold0(@ForAll @DoubleRange(min = 0.01, max = 10_000) double farthest) {
        Axis axis = Axis.around0(DoubleStream.of(farthest), 0, 100);
        assertThat(axis.ticks()).hasSizeBetween(3, 8).contains(0.0).allMatch(tick -> axis.isInside(tick, 0));
    }

    @Test
    void axisWithoutLengthIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Axis(1, 1, 0, 100));
    }
}
