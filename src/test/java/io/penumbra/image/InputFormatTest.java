package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InputFormatTest {

    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] STD = {0.229f, 0.224f, 0.225f};

    @ParameterizedTest
    @EnumSource
    void tensorIsThatOfNumpy(Layout layout) {
        InputFormat format = new InputFormat(12, 10, layout, MEAN, STD);
        Pixels pixels = (Pixels) new Decoder(format).decode(Fixtures.bytes("baseline.jpg"));
        FloatBuffer batch = ByteBuffer.allocateDirect(3 * format.length() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        format.write(pixels, batch, format.length());

        FloatBuffer golden = ByteBuffer.wrap(
                        Fixtures.bytes("baseline-" + layout.name().toLowerCase() + ".f32"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float oneLevel = 1 / 255f / 0.224f;
        for (int i = 0; i < format.length(); i++) {
            assertThat(batch.get(i)).isZero();
            assertThat(batch.get(format.length() + i)).isEqualTo(golden.get(i), within(oneLevel + 1e-5f));
            assertThat(batch.get(2 * format.length() + i)).isZero();
        }
        assertThat(batch.position()).isZero();
    }

    @Test
    void valueIsNormalizedByItsChannel() {
        InputFormat format = new InputFormat(1, 1, Layout.NCHW, MEAN, STD);
        float[] tensor = new float[3];
        format.write(new Pixels(1, 1, new byte[] {0, (byte) 128, (byte) 255}), FloatBuffer.wrap(tensor), 0);
        assertThat(tensor).containsExactly(new float[] {-2.1179039f, 0.2051821f, 2.64f}, within(1e-6f));
    }

    @Test
    void shapeFollowsTheLayout() {
        assertThat(new InputFormat(12, 10, Layout.NCHW, MEAN, STD).shape(7)).containsExactly(7, 3, 10, 12);
        assertThat(new InputFormat(12, 10, Layout.NHWC, MEAN, STD).shape(7)).containsExactly(7, 10, 12, 3);
    }

    @Test
    void refusesWhatCannotBeAnInput() {
        assertThatThrownBy(() -> new InputFormat(0, 10, Layout.NCHW, MEAN, STD)).hasMessageContaining("width");
        assertThatThrownBy(() -> new InputFormat(10, 5000, Layout.NCHW, MEAN, STD))
                .hasMessageContaining("5000");
        assertThatThrownBy(() -> new InputFormat(1, 1, Layout.NCHW, new float[2], STD))
                .hasMessageContaining("mean");
        assertThatThrownBy(() -> new InputFormat(1, 1, Layout.NCHW, MEAN, new float[3]))
                .hasMessageContaining("std must be positive");
        assertThatThrownBy(() -> new InputFormat(1, 1, Layout.NCHW, MEAN, new float[] {1, 1, Float.NaN}))
                .hasMessageContaining("NaN");
    }

    @Test
    void refusesPixelsOfAnotherSizeAndAFullBuffer() {
        InputFormat format = new InputFormat(2, 1, Layout.NCHW, MEAN, STD);
        assertThatThrownBy(() -> format.write(new Pixels(1, 2, new byte[6]), FloatBuffer.allocate(6), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1x2");
        assertThatThrownBy(() -> format.write(new Pixels(2, 1, new byte[6]), FloatBuffer.allocate(6), 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void equalsByValue() {
        assertThat(new InputFormat(2, 1, Layout.NCHW, MEAN, STD))
                .isEqualTo(new InputFormat(2, 1, Layout.NCHW, MEAN.clone(), STD))
                .hasSameHashCodeAs(new InputFormat(2, 1, Layout.NCHW, MEAN.clone(), STD))
                .isNotEqualTo(new InputFormat(2, 1, Layout.NHWC, MEAN, STD));
    }
}
