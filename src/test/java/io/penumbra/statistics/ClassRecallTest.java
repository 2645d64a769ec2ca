package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.statistics.ClassRecall.Population;
import org.junit.jupiter.api.Test;

class ClassRecallTest {
    private static final Population BASELINE =
            new Population(new double[] {0.84, 0.86, 0.85}, new double[] {0.95, 0.96, 0.95});

    @Test
    void lossBeyondThatOfAllImagesIsTested() {
        var pruned = new Population(new double[] {0.70, 0.78, 0.75, 0.71}, new double[] {0.94, 0.95, 0.95, 0.93});
        ClassRecall test = ClassRecall.test(BASELINE, pruned).orElseThrow();
        assertThat(test.baseline()).isCloseTo(0.85, within(1e-12));
        assertThat(test.candidate()).isCloseTo(0.735, within(1e-12));
        // SciPy 1.17 on the differences recall - accuracy
        assertThat(test.shifted().difference()).isCloseTo(-0.1041667, within(1e-6));
        assertThat(test.shifted().t()).isCloseTo(-6.8091839, within(1e-6));
        assertThat(test.shifted().degrees()).isCloseTo(3.2942422, within(1e-6));
        assertThat(test.shifted().p()).isCloseTo(0.0047759, within(1e-6));
    }

    @Test
    void lossSharedByAllImagesIsNone() {
        var worse = new Population(new double[] {0.74, 0.76, 0.75}, new double[] {0.85, 0.86, 0.85});
        assertThat(ClassRecall.test(BASELINE, worse)).hasValueSatisfying(test -> {
            assertThat(test.candidate()).isCloseTo(0.75, within(1e-12));
            assertThat(test.shifted().difference()).isCloseTo(0, within(1e-12));
            assertThat(test.shifted().p()).isCloseTo(1, within(1e-6));
        });
    }

    @Test
    void twoMembersAreTooFew() {
        var two = new Population(new double[] {0.7, 0.8}, new double[] {0.9, 0.9});
        assertThat(ClassRecall.test(BASELINE, two)).isEmpty();
        assertThat(ClassRecall.test(two, BASELINE)).isEmpty();
    }

    @Test
    void membersHaveBothFigures() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Population(new double[] {0.7, 0.8}, new double[] {0.9}))
                .withMessageContaining("2 recalls and 1 accuracies");
    }
}
