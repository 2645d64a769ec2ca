package io.penumbra.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
    private static long sizeOf(int partition, int count) {
        return IntStream.range(0, count)
                .filter(position -> Split.CELEBA.partition(position, count) == partition)
                .count();
    }

    @Test
    void asManyImagesAsCelebAHasAreSplitAsCelebAIs() {
        assertThat(sizeOf(0, 202_599)).isEqualTo(162_770);
        assertThat(sizeOf(1, 202_599)).isEqualTo(19_867);
        assertThat(sizeOf(2, 202_599)).isEqualTo(19_962);
    }

    @Test
    void sharesHoldForFewerImages() {
        assertThat(sizeOf(0, 1000)).isBetween(803L, 804L);
        assertThat(sizeOf(1, 1000)).isBetween(97L, 99L);
        assertThat(sizeOf(2, 1000)).isBetween(98L, 99L);
    }

    @Test
    void allTestWhereNothingIsTrained() {
        assertThat(Split.TEST_ONLY.partition(0, 10)).isEqualTo(2);
        assertThat(Split.TEST_ONLY.partition(9, 10)).isEqualTo(2);
    }
}
