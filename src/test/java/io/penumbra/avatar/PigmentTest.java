package io.penumbra.avatar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class PigmentTest {
    @Test
    void melaninDividesBlondBrownAndBlack() {
        assertThat(new Pigment(0.399, 0, 0).isBlond()).isTrue();
        assertThat(new Pigment(0.4, 0, 0).isBlond()).isFalse();
        assertThat(new Pigment(0.4, 0, 0).isBrown()).isTrue();
        assertThat(new Pigment(0.76, 0, 0).isBlack()).isTrue();
    }

    @Test
    void greyHairIsNotBlondHoweverLight() {
        assertThat(new Pigment(0.1, 0, 0.49).isBlond()).isTrue();
        assertThat(new Pigment(0.1, 0, 0.5).isBlond()).isFalse();
        assertThat(new Pigment(0.1, 0, 0.5).isGrey()).isTrue();
    }

    @Test
    void moreMelaninIsDarker() {
        Color light = new Pigment(0.2, 0.1, 0).color();
        Color dark = new Pigment(0.2, 0.1, 0).darker(0.3).color();
        assertThat(dark.getRed()).isLessThan(light.getRed());
        assertThat(dark.getGreen()).isLessThan(light.getGreen());
    }

    @Test
    void sharesOutsideZeroToOneAreRefused() {
        assertThatThrownBy(() -> new Pigment(1.5, 0, 0)).hasMessage("melanin must be 0 to 1, not 1.5");
        assertThatThrownBy(() -> new Pigment(0, Double.NaN, 0)).hasMessage("redness must be 0 to 1, not NaN");
    }
}
