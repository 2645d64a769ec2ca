package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SparseCountsTest {
    private static final int END = 40;

    /** Two counts at each of {@value #END} places, most of them 0. */
    private static long[] row(Random random) {
        long[] row = new long[2 * END];
        for (int place = 0; place < END; place++) {
            if (random.nextInt(4) == 0) {
                row[2 * place] = 1 + random.nextInt(5);
                row[2 * place + 1] = random.nextInt(3);
            }
        }
        return row;
    }

    private static SparseCounts of(long[] row) {
        var sum = new SparseSum(4, END / 4, 2);
        for (int place = 0; place < END; place++) {
            for (int i = 0; i < 2; i++) {
                sum.row(place / 10)[2 * (place % 10) + i] += row[2 * place + i];
            }
        }
        return sum.counts();
    }

    private static long[] row(SparseCounts counts) {
        long[] row = new long[2 * END];
        int[] places = counts.places();
        for (int i = 0; i < places.length; i++) {
            row[2 * places[i]] = counts.counts()[2 * i];
            row[2 * places[i] + 1] = counts.counts()[2 * i + 1];
        }
        return row;
    }

    @Property(tries = 300)
    void sumsRestsAndPartsAreThoseOfTheWholeRow(@ForAll long seed) {
        var random = new Random(seed);
        long[] a = row(random);
        long[] b = row(random);
        long[] both = a.clone();
        Arrays.setAll(both, i -> a[i] + b[i]);
        int from = random.nextInt(END);
        int to = from + random.nextInt(END + 1 - from);

        assertThat(row(of(a))).isEqualTo(a);
        assertThat(row(of(a).plus(of(b)))).isEqualTo(both);
        assertThat(of(a).plus(of(b))).isEqualTo(of(both)).isEqualTo(of(b).plus(of(a)));
        assertThat(of(both).minus(of(b))).isEqualTo(of(a));
        assertThat(of(a).minus(of(a)).isEmpty()).isTrue();
        long[] part = new long[2 * END];
        System.arraycopy(a, 2 * from, part, 0, 2 * (to - from));
        assertThat(of(a).slice(from, to)).isEqualTo(of(part));
        var sum = new SparseSum(4, END / 4, 2);
        sum.add(of(a));
        sum.add(of(b));
        assertThat(sum.counts()).isEqualTo(of(both));
    }

    @Test
    void whatIsNoRowIsRefusedByValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseCounts.of(4, 10, new int[] {7, 7}, new long[8]))
                .withMessageContaining("7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseCounts.of(4, 10, new int[] {-1}, new long[4]))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseCounts.of(4, 10, new int[] {10}, new long[4]))
                .withMessageContaining("10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseCounts.of(4, 10, new int[] {1}, new long[3]))
                .withMessageContaining("3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseCounts.of(2, 10, new int[] {1}, new long[] {3, -4}))
                .withMessageContaining("-4");
    }

    @Test
    void countsOfDifferentWidthAreNeverMixed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SparseCounts.of(2, 10, new int[] {1}, new long[2])
                        .plus(SparseCounts.of(3, 10, new int[] {1}, new long[3])))
                .withMessageContaining("expected equal numbers");
    }
}
