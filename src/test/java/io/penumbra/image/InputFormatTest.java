package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static float[] written(Layout layout, Channels channels, Scale scale, float[] mean, float[] std) {
        InputFormat format = new InputFormat(2, 1, layout, channels, scale, mean, std);
        float[] tensor = new float[format.length()];
        format.write(new Pixels(2, 1, new byte[] {10, 20, 30, 40, 50, 60}), FloatBuffer.wrap(tensor), 0);
        return tensor;
    }

    /** As Keras' ResNet50 takes it: levels, blue first, less their means. */
    @Test
    void channelsMayBeTurnedAndLevelsStay() {
        float[] mean = {1, 2, 4};
        float[] std = {1, 1, 2};
        var level = Scale.of("1");
        assertThat(written(Layout.NCHW, Channels.BGR, level, mean, std)).containsExactly(29, 59, 18, 48, 3, 18);
        assertThat(written(Layout.NHWC, Channels.BGR, level, mean, std)).containsExactly(29, 18, 3, 59, 48, 18);
        assertThat(written(Layout.NHWC, Channels.RGB, Scale.of("0.5"), mean, std))
                .containsExactly(4, 8, 5.5f, 19, 23, 13);
        assertThat(written(
                        Layout.NCHW, Channels.RGB, Scale.of("1/127.5"), new float[] {1, 1, 1}, new float[] {1, 1, 1}))
                .containsExactly(
                        new float[] {-0.9215686f, -0.6862745f, -0.8431373f, -0.6078431f, -0.7647059f, -0.5294118f},
                        within(1e-6f));
    }

    /** Pillow 13.0.0: {@code Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0))}. */
    @ParameterizedTest
    @CsvSource({
        "255,0,0,76",
        "0,255,0,150",
        "0,0,255,29",
        "12,200,77,130",
        "255,255,255,255",
        "1,2,3,2",
        "129,130,128,129"
    })
    void greyIsThatOfPillow(int red, int green, int blue, int grey) {
        InputFormat format =
                new InputFormat(1, 1, Layout.NCHW, Channels.GRAY, Scale.of("1"), new float[] {5}, new float[] {2});
        float[] tensor = new float[1];
        format.write(new Pixels(1, 1, new byte[] {(byte) red, (byte) green, (byte) blue}), FloatBuffer.wrap(tensor), 0);
        assertThat(tensor).containsExactly((grey - 5) / 2f);
        assertThat(format.value(0, grey)).isEqualTo(tensor[0]);
        assertThat(format.shape(7)).containsExactly(7, 1, 1, 1);
    }

    @Test
    void whatIsAsBeforeStandsInNoVersion() {
        assertThat(new InputFormat(2, 1, Layout.NCHW, new float[3], new float[] {1, 1, 1}))
                .hasToString("2x1 NCHW, mean [0.0, 0.0, 0.0], std [1.0, 1.0, 1.0]");
        assertThat(new InputFormat(2, 1, Layout.NHWC, Channels.GRAY, Scale.of("1"), new float[1], new float[] {1}))
                .hasToString("2x1 NHWC, mean [0.0], std [1.0], channels GRAY, scale 1.0/1.0");
    }

    @Test
    void shareOfWhiteIsWhatNothingElseIsDoneTo() {
        float[] none = new float[3];
        float[] one = {1, 1, 1};
        assertThat(new InputFormat(2, 1, Layout.NCHW, none, one).isShareOfWhite())
                .isTrue();
        assertThat(new InputFormat(2, 1, Layout.NCHW, Channels.BGR, Scale.OF_WHITE, none, one).isShareOfWhite())
                .isTrue();
        assertThat(new InputFormat(2, 1, Layout.NCHW, Channels.RGB, Scale.of("1"), none, one).isShareOfWhite())
                .isFalse();
        assertThat(new InputFormat(2, 1, Layout.NCHW, none, new float[] {1, 1, 2}).isShareOfWhite())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1/0", "0", "-1", "1/255/2", "1e3"})
    void scaleIsAPositiveFraction(String text) {
        assertThatThrownBy(() -> Scale.of(text)).hasMessageContaining("scale is ");
    }

    @Test
    void refusesWhatCannotBeAnInput() {
        assertThatThrownBy(() -> new InputFormat(1, 1, Layout.NCHW, Channels.GRAY, Scale.OF_WHITE, MEAN, STD))
                .hasMessageContaining("mean must be one finite number");
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
