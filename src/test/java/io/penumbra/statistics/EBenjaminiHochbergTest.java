package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EBenjaminiHochbergTest {

    @Test
    void fourOfEightAreRejected() {
        assertThat(EBenjaminiHochberg.rejected(logs(200, 90, 50, 41, 20, 3, 1, 0.5), 0.05))
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void indexesAreThoseOfTheGivenOrder() {
        assertThat(EBenjaminiHochberg.rejected(logs(1, 41, 0.5, 200, 20, 90, 3, 50), 0.05))
                .containsExactly(1, 3, 5, 7);
    }

    @Test
    void aLowRankMayCarryTheRanksAboveIt() {
        // 2/0.05 = 40 is reached by neither at its own rank 1, yet both reach 20 at rank 2
        assertThat(EBenjaminiHochberg.rejected(logs(30, 25), 0.05)).containsExactly(0, 1);
        assertThat(EBenjaminiHochberg.rejected(logs(30, 19), 0.05)).isEmpty();
    }

    @Test
    void withoutHypothesesNothingIsRejected() {
        assertThat(EBenjaminiHochberg.rejected(new double[0], 0.05)).isEmpty();
    }

    @Test
    void infiniteEvidenceRejects() {
        double[] logs = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        assertThat(EBenjaminiHochberg.rejected(logs, 0.05)).containsExactly(1);
    }

    @Test
    void whatIsNoEvidenceIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EBenjaminiHochberg.rejected(new double[] {1, Double.NaN}, 0.05))
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EBenjaminiHochberg.rejected(new double[] {1}, 0))
                .withMessageContaining("0.0");
    }

    @Property
    void moreEvidenceTakesNoRejectionBack(
            @ForAll @NotEmpty @Size(max = 30) List<@Scale(6) @DoubleRange(min = -5, max = 10) Double> evidence,
            @ForAll @Scale(6) @DoubleRange(min = 0, max = 10) double more,
            @ForAll @Scale(6) @DoubleRange(min = 0.01, max = 0.5) double alpha) {
        double[] before = evidence.stream().mapToDouble(Double::doubleValue).toArray();
        double[] after = before.clone();
        after[after.length / 2] += more;
        assertThat(indexes(after, alpha)).containsAll(indexes(before, alpha));
    }

    @Property
    void aHigherRateTakesNoRejectionBack(
            @ForAll @NotEmpty @Size(max = 30) List<@Scale(6) @DoubleRange(min = -5, max = 10) Double> evidence,
            @ForAll @Scale(6) @DoubleRange(min = 0.01, max = 0.49) double alpha) {
        double[] logs = evidence.stream().mapToDouble(Double::doubleValue).toArray();
        assertThat(indexes(logs, 2 * alpha)).containsAll(indexes(logs, alpha));
    }

    private static List<Integer> indexes(double[] logs, double alpha) {
        return Arrays.stream(EBenjaminiHochberg.rejected(logs, alpha)).boxed().toList();
    }

    private static double[] logs(double... evidence) {
        return Arrays.stream(evidence).map(Math::log).toArray();
    }
}
