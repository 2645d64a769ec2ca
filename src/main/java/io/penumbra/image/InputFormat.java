package io.penumbra.image;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * The input of a model: float32 of an image resized to width × height pixels. Each value is (x · scale − mean)/std,
 * where x is the 8-bit level of a channel. Immutable.
 */
public final class InputFormat {

    /** Longest side that a model may take, in pixels. */
    public static final int LONGEST_SIDE = 2048;

    private static final int LEVELS = 256;
    /** Of a pixel. */
    private static final int BYTES = 3;

    private final int width;
    private final int height;
    private final Layout layout;
    private final Channels channels;
    private final Scale scale;
    private final float[] mean;
    private final float[] std;
    /** The float of each 8-bit value, channel by channel. */
    private final float[] normalized;

    /** Red, green and blue, on the scale 0 to 1. */
    public InputFormat(int width, int height, Layout layout, float[] mean, float[] std) {
        this(width, height, layout, Channels.RGB, Scale.OF_WHITE, mean, std);
    }

    /**
     * @param width pixels, 1 to {@link #LONGEST_SIDE}
     * @param height pixels, 1 to {@link #LONGEST_SIDE}
     * @param mean of each channel in their order, after {@code scale}
     * @param std of each channel in their order, after {@code scale}; positive
     * @throws IllegalArgumentException if a value is out of range; the message names it
     */
    public InputFormat(
            int width, int height, Layout layout, Channels channels, Scale scale, float[] mean, float[] std) {
        this.width = checkedSide("width", width);
        this.height = checkedSide("height", height);
        this.layout = Objects.requireNonNull(layout, "layout");
        this.channels = Objects.requireNonNull(channels, "channels");
        this.scale = Objects.requireNonNull(scale, "scale");
        this.mean = checkedChannels("mean", mean, channels.count());
        this.std = checkedChannels("std", std, channels.count());
        this.normalized = new float[channels.count() * LEVELS];
        for (int c = 0; c < channels.count(); c++) {
            if (!(this.std[c] > 0)) {
                throw new IllegalArgumentException("std must be positive: " + Arrays.toString(std));
            }
            for (int level = 0; level < LEVELS; level++) {
                normalized[c * LEVELS + level] = (float) ((scale.times(level) - this.mean[c]) / this.std[c]);
            }
        }
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public Layout layout() {
        return layout;
    }

    public Channels channels() {
        return channels;
    }

    /** The value of a level of channel c. */
    public float value(int c, int level) {
        return normalized[Objects.checkIndex(c, channels.count()) * LEVELS + Objects.checkIndex(level, LEVELS)];
    }

    /** Whether each value is x/255. */
    public boolean isShareOfWhite() {
        for (int i = 0; i < normalized.length; i++) {
            if (normalized[i] != (float) (i % LEVELS / 255.0)) {
                return false;
            }
        }
        return true;
    }

    /** Floats per image: channels · width · height. */
    public int length() {
        return channels.count() * width * height;
    }

    /** Dimensions of a batch: {n, channels, height, width} or {n, height, width, channels}. */
    public long[] shape(int images) {
        return layout == Layout.NCHW
                ? new long[] {images, channels.count(), height, width}
                : new long[] {images, height, width, channels.count()};
    }

    /**
     * Writes the {@link #length} floats of one image at {@code offset}. The buffer's position stays unchanged, so
     * threads may write the images of one batch at once.
     *
     * @param target for example a whole batch, in which image i begins at i · length()
     * @throws IllegalArgumentException if the pixels have another size
     * @throws IndexOutOfBoundsException if the image does not fit behind {@code offset}
     */
    public void write(Pixels pixels, FloatBuffer target, int offset) {
        if (pixels.width() != width || pixels.height() != height) {
            throw new IllegalArgumentException("the image has " + pixels.width() + "x" + pixels.height()
                    + " pixels, the model takes " + width + "x" + height);
        }
        Objects.checkFromIndexSize(offset, length(), target.limit());
        byte[] rgb = pixels.array();
        int count = channels.count();
        int pixelStep = layout == Layout.NCHW ? 1 : count;
        int channelStep = layout == Layout.NCHW ? width * height : 1;
        if (channels == Channels.GRAY) {
            for (int i = 0, at = offset; i < rgb.length; i += BYTES, at++) {
                target.put(at, normalized[Channels.grey(rgb, i)]);
            }
            return;
        }
        for (int c = 0; c < count; c++) {
            int at = offset + c * channelStep;
            for (int i = channels.place(c); i < rgb.length; i += BYTES, at += pixelStep) {
                target.put(at, normalized[c * LEVELS + (rgb[i] & 0xFF)]);
            }
        }
    }

    private static int checkedSide(String name, int side) {
        if (side < 1 || side > LONGEST_SIDE) {
            throw new IllegalArgumentException(name + " must be 1 to " + LONGEST_SIDE + " pixels: " + side);
        }
        return side;
    }

    private static float[] checkedChannels(String name, float[] values, int count) {
        boolean finite = true;
        for (float value : values) {
            finite &= Float.isFinite(value);
        }
        if (values.length != count || !finite) {
            throw new IllegalArgumentException(name + " must be "
                    + (count == 1 ? "one finite number" : "three finite numbers") + ": " + Arrays.toString(values));
        }
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InputFormat that
                && width == that.width
                && height == that.height
                && layout == that.layout
                && channels == that.channels
                && scale.equals(that.scale)
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(std, that.std);
    }

    @Override
    public int hashCode() {
        return Objects.hash(width, height, layout, channels, scale, Arrays.hashCode(mean), Arrays.hashCode(std));
    }

    /** It is part of a model's version; what was added later is left out where it is as before. */
    @Override
    public String toString() {
        return width + "x" + height + " " + layout + ", mean " + Arrays.toString(mean) + ", std "
                + Arrays.toString(std)
                + (channels == Channels.RGB ? "" : ", channels " + channels)
                + (scale.equals(Scale.OF_WHITE) ? "" : ", scale " + scale);
    }
}
