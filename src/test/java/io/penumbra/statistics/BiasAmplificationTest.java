package io.penumbra.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BiasAmplificationTest {
    /** One member: of {@code blonds} among 1000 images, so many are found, and so many others are taken for blond. */
    private static Confusion confusion(long blonds, long found, long taken) {
        long others = 1000 - blonds;
        return new Confusion(
                1,
                List.of(
                        new ClassCounts(others, others - taken, others - taken + blonds - found),
                        new ClassCounts(blonds, found, found + taken)));
    }

    /** Men are 20 of 120 blonds and 8 of 88 that are predicted blond. */
    @Test
    void subgroupsShareOfPredictionsLessItsShareOfTheClass() {
        Confusion men = confusion(20, 6, 2);
        Confusion women = confusion(100, 78, 2);
        Confusion all = new Confusion(
                1,
                List.of(
                        men.classes().get(0).plus(women.classes().get(0)),
                        men.classes().get(1).plus(women.classes().get(1))));

        double bias = BiasAmplification.of(men, all, 1).orElseThrow();
        assertThat(bias).isCloseTo(8.0 / 88 - 20.0 / 120, within(1e-12)).isNegative();
        assertThat(BiasAmplification.of(women, all, 1).orElseThrow()).isCloseTo(-bias, within(1e-12));
        assertThat(BiasAmplification.of(all, all, 1)).hasValue(0);
    }

    @Test
    void populationsShareIsThatOfTheirVotes() {
        Confusion part = new Confusion(3, List.of(new ClassCounts(1, 3, 3), new ClassCounts(0, 0, 0)));
        Confusion all = new Confusion(3, List.of(new ClassCounts(2, 4, 5), new ClassCounts(1, 2, 4)));
        assertThat(BiasAmplification.of(part, all, 0).orElseThrow()).isCloseTo(3 / 5.0 - 1 / 2.0, within(1e-12));
        assertThat(BiasAmplification.of(part, all, 1)).hasValue(0);
    }

    @Test
    void withoutAnImageOrAPredictionOfTheClassThereIsNoValue() {
        assertThat(BiasAmplification.of(confusion(0, 0, 0), confusion(5, 0, 0), 1))
                .isEmpty();
        assertThat(BiasAmplification.of(confusion(0, 0, 3), confusion(0, 0, 5), 1))
                .isEmpty();
    }
}
