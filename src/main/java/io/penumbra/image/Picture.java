package io.penumbra.image;

/**
 * A decoded image of full size, upright. Its bytes stay as they are stored: pixel (x, y) lies at {@link #at}, so that a
 * large picture is turned without a copy.
 */
final class Picture {

    final int width;
    final int height;
    /** Red, green and blue of each stored pixel. The array may be longer. */
    final byte[] rgb;
    /** Bytes from a pixel to the one on its right. */
    final int across;
    /** Bytes from a pixel to the one below it. */
    final int down;

    private final int origin;

    /** The bytes lie row by row. */
    Picture(int width, int height, byte[] rgb) {
        this(width, height, rgb, 0, 3, 3 * width);
    }

    private Picture(int width, int height, byte[] rgb, int origin, int across, int down) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
        this.origin = origin;
        this.across = across;
        this.down = down;
    }

    /** The picture turned and mirrored, so that row 0 is the visual top and column 0 the visual left. */
    Picture upright(Orientation orientation) {
        int column = orientation.fromRight() ? -across : across;
        int row = orientation.fromBottom() ? -down : down;
        int first = origin
                + (orientation.fromRight() ? across * (width - 1) : 0)
                + (orientation.fromBottom() ? down * (height - 1) : 0);
        return orientation.transposes()
                ? new Picture(height, width, rgb, first, row, column)
                : new Picture(width, height, rgb, first, column, row);
    }

    /** Where the red of pixel (x, y) lies. */
    int at(int x, int y) {
        return origin + x * across + y * down;
    }

    /** A copy of the pixels, row by row. */
    byte[] copy() {
        byte[] copy = new byte[3 * width * height];
        int to = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0, from = at(0, y); x < width; x++, from += across, to += 3) {
                copy[to] = rgb[from];
                copy[to + 1] = rgb[from + 1];
                copy[to + 2] = rgb[from + 2];
            }
        }
        return copy;
    }
}
