package io.penumbra.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SameAnswerTest {
    private static final float[] LEAST = {-5, 0};
    private static final float[] MOST = {5, 0};

    /** Of a batch of three with a spread of 10, the last image is run alone as well. */
    private static Optional<String> fault(float first, float again, float alone) {
        return SameAnswer.fault(
                List.of(LEAST, MOST, new float[] {first, 1}),
                List.of(LEAST, MOST, new float[] {again, 1}),
                2,
                new float[] {alone, 1});
    }

    @Test
    void roundingIsTheSameAnswer() {
        assertThat(fault(3, 3, 3)).isEmpty();
        assertThat(fault(3, 3.09f, 3)).isEmpty();
        assertThat(fault(3, 3, 3.9f)).isEmpty();
        assertThat(fault(3, 3, 2.1f)).isEmpty();
    }

    @Test
    void anotherAnswerAloneIsNoticed() {
        assertThat(fault(3, 3, 4.1f))
                .hasValueSatisfying(fault -> assertThat(fault).contains("alone and in a batch"));
        assertThat(fault(3, 3, 1.9f)).isPresent();
    }

    @Test
    void anotherAnswerTheSecondTimeIsNoticed() {
        assertThat(fault(3, 3.2f, 3))
                .hasValueSatisfying(fault -> assertThat(fault).contains("differently twice"));
        assertThat(fault(3, 2.8f, 3)).isPresent();
    }

    @Test
    void noNumberIsTheSameAsNoNumberAlone() {
        assertThat(fault(Float.NaN, Float.NaN, Float.NaN)).isEmpty();
        assertThat(fault(Float.NaN, Float.NaN, 3)).isPresent();
        assertThat(fault(3, 3, Float.NaN)).isPresent();
        assertThat(fault(3, Float.NaN, 3)).isPresent();
    }

    @Test
    void valuesThatAreAllAlikeMayBeRounded() {
        List<float[]> alike = List.of(new float[] {1, 1});
        assertThat(SameAnswer.fault(alike, alike, 0, new float[] {1.0005f, 1})).isEmpty();
        assertThat(SameAnswer.fault(alike, alike, 0, new float[] {1.01f, 1})).isPresent();
    }
}
