package io.penumbra.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StrongestTest {
    @Property
    void largestFewAreKeptInOrder(@ForAll List<Integer> row, @ForAll @IntRange(min = 1, max = 8) int most) {
        var strongest = new Strongest<Integer>(most, Comparator.naturalOrder());
        row.forEach(strongest::add);
        assertThat(strongest.descending())
                .isEqualTo(row.stream()
                        .sorted(Comparator.reverseOrder())
                        .limit(most)
                        .toList());
    }

    @Test
    void ofEqualOnesTheFirstAreKept() {
        var strongest = new Strongest<String>(2, Comparator.comparingInt(String::length));
        List.of("one", "two", "six", "three").forEach(strongest::add);
        assertThat(strongest.descending()).containsExactly("three", "one");
    }

    @Test
    void keepingNoneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Strongest<Integer>(0, Comparator.naturalOrder()));
    }
}
