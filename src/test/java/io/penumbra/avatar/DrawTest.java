package io.penumbra.avatar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawTest {
    private static final int MANY = 20_000;

    @Test
    void sameSeedAndIndexDrawTheSame() {
        assertThat(new Draw(5, 9).bits()).isEqualTo(new Draw(5, 9).bits());
        assertThat(new Draw(5, 9).bits()).isNotEqualTo(new Draw(5, 10).bits());
        assertThat(new Draw(5, 9).bits()).isNotEqualTo(new Draw(6, 9).bits());
    }

    @Test
    void neighbouringIndicesAreUnrelated() {
        double mean = IntStream.range(0, MANY)
                .mapToDouble(index -> new Draw(1, index).between(0, 1))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(0.5, within(0.01));
    }

    @Test
    void weightsAreProportions() {
        Draw draw = new Draw(2, 2);
        int[] seen = new int[3];
        for (int i = 0; i < MANY; i++) {
            seen[draw.weighted(6, 3, 1)]++;
        }
        assertThat(seen[0] / (double) MANY).isCloseTo(0.6, within(0.02));
        assertThat(seen[2] / (double) MANY).isCloseTo(0.1, within(0.01));
    }

    @Test
    void normalHasItsMeanAndDeviation() {
        Draw draw = new Draw(3, 3);
        double[] values =
                DoubleStream.generate(() -> draw.normal(10, 2)).limit(MANY).toArray();
        double mean = DoubleStream.of(values).average().orElseThrow();
        double variance = DoubleStream.of(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(10, within(0.06));
        assertThat(variance).isCloseTo(4, within(0.2));
    }

    @Test
    void normalWithinStaysWithin() {
        Draw draw = new Draw(4, 4);
        assertThat(DoubleStream.generate(() -> draw.normalWithin(0, 1, -0.5, 0.25))
                        .limit(1000))
                .allMatch(value -> value >= -0.5 && value < 0.25);
    }
}
