package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TriangleFilterTest {

    @Property
    void weightsOfEverySampleSumToOne(
            @ForAll @IntRange(min = 1, max = 3000) int in, @ForAll @IntRange(min = 1, max = 300) int out) {
        TriangleFilter filter = new TriangleFilter(in, out);
        for (int i = 0; i < out; i++) {
            int[] weights = Arrays.copyOfRange(filter.weights, i * filter.stride, i * filter.stride + filter.count[i]);
            assertThat(Arrays.stream(weights).sum()).isCloseTo(1 << TriangleFilter.BITS, within(filter.count[i]));
            assertThat(filter.first[i]).isNotNegative();
            assertThat(filter.end(i)).isLessThanOrEqualTo(in);
        }
    }

    @Test
    void sameSizeKeepsEverySample() {
        TriangleFilter filter = new TriangleFilter(5, 5);
        for (int i = 0; i < 5; i++) {
            for (int k = 0; k < filter.count[i]; k++) {
                int expected = filter.first[i] + k == i ? 1 << TriangleFilter.BITS : 0;
                assertThat(filter.weights[i * filter.stride + k]).isEqualTo(expected);
            }
        }
    }

    @Test
    void halfSizeWeighsOneThreeThreeOne() {
        TriangleFilter filter = new TriangleFilter(8, 4);
        assertThat(filter.first[1]).isEqualTo(1);
        int eighth = 1 << TriangleFilter.BITS - 3;
        assertThat(Arrays.copyOfRange(filter.weights, filter.stride, filter.stride + 4))
                .containsExactly(eighth, 3 * eighth, 3 * eighth, eighth);
    }
}
