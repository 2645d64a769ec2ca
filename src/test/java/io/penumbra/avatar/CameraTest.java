package io.penumbra.avatar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CameraTest {
    private static final int SIZE = 64;

    private static int[] filled(int rgb) {
        int[] pixels = new int[SIZE * SIZE];
        Arrays.fill(pixels, rgb);
        return pixels;
    }

    @Test
    void aPerfectCameraChangesNothing() {
        int[] pixels = filled(0x4080C0);
        new Camera(0, 0, 0, 1, 5).expose(pixels, SIZE);
        assertThat(pixels).containsOnly(0x4080C0);
    }

    @Test
    void blurLeavesAnEvenPictureEven() {
        int[] pixels = filled(0x4080C0);
        new Camera(3, 0, 0, 1, 5).expose(pixels, SIZE);
        assertThat(pixels).containsOnly(0x4080C0);
    }

    @Test
    void blurSpreadsAPointOverItsNeighbours() {
        int[] pixels = filled(0);
        int middle = SIZE / 2 * SIZE + SIZE / 2;
        pixels[middle] = 0xFFFFFF;
        new Camera(1, 0, 0, 1, 5).expose(pixels, SIZE);
        assertThat(pixels[middle] & 0xFF).isLessThan(0x80).isPositive();
        assertThat(pixels[middle + 1])
                .isEqualTo(pixels[middle - 1])
                .isEqualTo(pixels[middle + SIZE])
                .isPositive();
        assertThat(pixels[middle + 4]).isZero();
    }

    @Test
    void grainHasItsDeviation() {
        int[] pixels = filled(0x808080);
        new Camera(0, 10, 0, 1, 5).expose(pixels, SIZE);
        double variance = Arrays.stream(pixels)
                .mapToDouble(rgb -> (rgb & 0xFF) - 128.0)
                .map(difference -> difference * difference)
                .average()
                .orElseThrow();
        assertThat(Math.sqrt(variance)).isCloseTo(10, within(0.5));
    }

    @Test
    void impossibleCamerasAreRefused() {
        assertThatThrownBy(() -> new Camera(-1, 0, 0, 0.5f, 5)).hasMessageContaining("blur -1");
        assertThatThrownBy(() -> new Camera(0, 0, 0, 0, 5)).hasMessageContaining("quality 0.0");
    }
}
