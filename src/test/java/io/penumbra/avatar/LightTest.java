package io.penumbra.avatar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LightTest {
    private static final Tint WHITE = new Tint(1, 1, 1);

    private static int[] grey() {
        int[] pixels = new int[8 * 8];
        Arrays.fill(pixels, 0x808080);
        return pixels;
    }

    @Test
    void whiteLightChangesNothing() {
        for (int value = 0; value < 256; value++) {
            assertThat(Tone.encoded(Tone.linear(value))).isBetween(value - 1, value);
        }
    }

    @Test
    void redLightReddens() {
        int[] pixels = grey();
        Tint red = new Tint(1.5f, 0.5f, 0.5f);
        new Light(red, red, 0, 0, 0, 0).shineOn(pixels, 8);
        assertThat(pixels[0] >> 16 & 0xFF).isGreaterThan(0x80);
        assertThat(pixels[0] & 0xFF).isLessThan(0x80);
    }

    @Test
    void keyAndFillComeFromTwoSides() {
        int[] pixels = grey();
        new Light(WHITE, WHITE.dimmed(0.3), 0, 0, 0, 0).shineOn(pixels, 8);
        assertThat(pixels[7] & 0xFF).isGreaterThan(pixels[0] & 0xFF);
    }

    @Test
    void shadowFallsOnOneSideOnly() {
        int[] pixels = grey();
        new Light(WHITE, WHITE, 0, 0.6, 0, 0).shineOn(pixels, 8);
        assertThat(pixels[7] & 0xFF).isLessThan(0x70);
        assertThat(pixels[0] & 0xFF).isBetween(0x7F, 0x80);
    }

    @Test
    void negativeLightIsRefused() {
        assertThatThrownBy(() -> new Tint(1, -0.1f, 1)).hasMessageContaining("-0.1");
    }
}
