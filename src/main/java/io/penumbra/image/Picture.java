package io.penumbra.image;

/**
 * A decoded image of full size: 3 · width · height bytes of red, green and blue, row by row. The array may be longer.
 */
final class Picture {

    final int width;
    final int height;
    final byte[] rgb;

    Picture(int width, int height, byte[] rgb) {
        this.width = width;
        this.height = height;
        this.rgb = rgb;
    }

    /** Turns and mirrors the picture so that row 0 is the visual top and column 0 the visual left. */
    Picture upright(Orientation orientation) {
        if (orientation == Orientation.UPRIGHT) {
            return this;
        }
        int outWidth = orientation.transposes() ? height : width;
        int outHeight = orientation.transposes() ? width : height;
        byte[] out = new byte[3 * width * height];
        int to = 0;
        for (int y = 0; y < outHeight; y++) {
            for (int x = 0; x < outWidth; x++, to += 3) {
                int column = orientation.transposes() ? y : x;
                int row = orientation.transposes() ? x : y;
                column = orientation.fromRight() ? width - 1 - column : column;
                row = orientation.fromBottom() ? height - 1 - row : row;
                int from = 3 * (row * width + column);
                out[to] = rgb[from];
                out[to + 1] = rgb[from + 1];
                out[to + 2] = rgb[from + 2];
            }
        }
        return new Picture(outWidth, outHeight, out);
    }
}
