package io.penumbra.image;

/** 8-bit red, green and blue of every pixel, row by row. Immutable. */
public final class Pixels implements Decoded {

    private final int width;
    private final int height;
    private final byte[] rgb;

    /** Does not copy {@code rgb}, which has 3 · width · height bytes. */
    Pixels(int width, int height, byte[] rgb) {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException(
                    width + "x" + height + " pixels do not fit " + rgb.length + " bytes, at 3 bytes a pixel");
        }
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The pixel in column x and row y as 0xRRGGBB. */
    public int rgb(int x, int y) {
        if (x < 0 || x >= width || y < 0 || y >= height) {
            throw new IndexOutOfBoundsException("pixel (" + x + ", " + y + ") is outside " + width + "x" + height);
        }
        int at = 3 * (y * width + x);
        return (rgb[at] & 0xFF) << 16 | (rgb[at + 1] & 0xFF) << 8 | rgb[at + 2] & 0xFF;
    }

    byte[] array() {
        return rgb;
    }
}
