package io.penumbra.image;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;

/**
 * The input of a model: float32 of an image resized to width × height pixels. Each value is (x/255 − mean)/std, where x
 * is the 8-bit red, green or blue. Immutable.
 */
public final class InputFormat {

    /** Longest side that a model may take, in pixels. */
    public static final int LONGEST_SIDE = 2048;

    private static final int CHANNELS = 3;
    private static final int LEVELS = 256;

    private final int width;
    private final int height;
    private final Layout layout;
    private final float[] mean;
    private final float[] std;
    /** The float of each 8-bit value, channel by channel. */
    private final float[] normalized = new float[CHANNELS * LEVELS];

    /**
     * @param width pixels, 1 to {@link #LONGEST_SIDE}
     * @param height pixels, 1 to {@link #LONGEST_SIDE}
     * @param mean of red, green and blue, on the scale 0 to 1
     * @param std of red, green and blue, on the same scale; positive
     * @throws IllegalArgumentException if a value is out of range; the message names it
     */
    public InputFormat(int width, int height, Layout layout, float[] mean, float[] std) {
        this.width = checkedSide("width", width);
        this.height = checkedSide("height", height);
        this.layout = Objects.requireNonNull(layout, "layout");
        this.mean = checkedChannels("mean", mean);
        this.std = checkedChannels("std", std);
        for (int c = 0; c < CHANNELS; c++) {
            if (!(this.std[c] > 0)) {
                throw new IllegalArgumentException("std must be positive: " + Arrays.toString(std));
            }
            for (int level = 0; level < LEVELS; level++) {
                normalized[c * LEVELS + level] = (float) ((level / 255.0 - this.mean[c]) / this.std[c]);
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

    /** Mean of red, green and blue; a copy. */
    public float[] mean() {
        return mean.clone();
    }

    /** Standard deviation of red, green and blue; a copy. */
    public float[] std() {
        return std.clone();
    }

    /** Floats per image: 3 · width · height. */
    public int length() {
        return CHANNELS * width * height;
    }

    /** Dimensions of a batch: {n, 3, height, width} or {n, height, width, 3}. */
    public long[] shape(int images) {
        return layout == Layout.NCHW
                ? new long[] {images, CHANNELS, height, width}
                : new long[] {images, height, width, CHANNELS};
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
        int plane = width * height;
        int pixelStep = layout == Layout.NCHW ? 1 : CHANNELS;
        int channelStep = layout == Layout.NCHW ? plane : 1;
        for (int c = 0; c < CHANNELS; c++) {
            int at = offset + c * channelStep;
            for (int i = c; i < rgb.length; i += CHANNELS, at += pixelStep) {
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

    private static float[] checkedChannels(String name, float[] values) {
        boolean finite = true;
        for (float value : values) {
            finite &= Float.isFinite(value);
        }
        if (values.length != CHANNELS || !finite) {
            throw new IllegalArgumentException(name + " must be three finite numbers: " + Arrays.toString(values));
        }
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InputFormat that
                && width == that.width
                && height == that.height
                && layout == that.layout
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(std, that.std);
    }

    @Override
    public int hashCode() {
        return Objects.hash(width, height, layout, Arrays.hashCode(mean), Arrays.hashCode(std));
    }

    @Override
    public String toString() {
        return width + "x" + height + " " + layout + ", mean " + Arrays.toString(mean) + ", std "
                + Arrays.toString(std);
    }
}
