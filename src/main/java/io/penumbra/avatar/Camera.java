package io.penumbra.avatar;

/**
 * What a camera does to a picture.
 *
 * @param blur radius of the box filter, in pixels; the filter is applied twice
 * @param grain standard deviation of the noise of each pixel, in steps of 1/255
 * @param mottle standard deviation of the coarse colour noise, in steps of 1/255
 * @param quality of the JPEG, 0 to 1
 * @param noise seed of the noise
 */
record Camera(int blur, double grain, double mottle, float quality, long noise) {
    private static final int CELL = 16;
    private static final float DICE_DEVIATION = 26.12f; // of the sum of two even draws from 0 to 63

    Camera {
        if (blur < 0 || !(grain >= 0 && mottle >= 0 && quality > 0 && quality <= 1)) {
            throw new IllegalArgumentException(
                    "expected blur, grain and mottle of at least 0 and quality above 0 and at most 1: blur " + blur
                            + ", grain " + grain + ", mottle " + mottle + ", quality " + quality);
        }
    }

    static Camera drawn(Draw draw) {
        double sensitivity = draw.between(0, 1) * draw.between(0, 1);
        return new Camera(
                draw.weighted(50, 25, 15, 7, 3),
                2 + 18 * sensitivity,
                1 + 11 * sensitivity,
                (float) (draw.chance(0.2) ? draw.between(0.12, 0.4) : draw.between(0.5, 0.92)),
                draw.bits());
    }

    /**
     * Adds blur and noise, in place.
     *
     * @param width pixels per row
     */
    void expose(int[] pixels, int width) {
        int height = pixels.length / width;
        for (int pass = 0; pass < 2 && blur > 0; pass++) {
            for (int row = 0; row < height; row++) {
                blurLine(pixels, row * width, 1, new int[width]);
            }
            for (int column = 0; column < width; column++) {
                blurLine(pixels, column, width, new int[height]);
            }
        }
        addNoise(pixels, width);
    }

    /** Replaces a line of pixels that are {@code step} apart by its running mean. */
    private void blurLine(int[] pixels, int start, int step, int[] line) {
        for (int i = 0; i < line.length; i++) {
            line[i] = pixels[start + i * step];
        }
        int size = 2 * blur + 1;
        int last = line.length - 1;
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int i = -size; i <= last; i++) { // the first steps only fill the box
            int enters = line[Math.min(Math.max(i + blur, 0), last)];
            int leaves = i < 0 ? 0 : line[Math.max(i - blur - 1, 0)];
            red += (enters >> 16 & 0xFF) - (leaves >> 16 & 0xFF);
            green += (enters >> 8 & 0xFF) - (leaves >> 8 & 0xFF);
            blue += (enters & 0xFF) - (leaves & 0xFF);
            if (i >= 0) {
                pixels[start + i * step] = red / size << 16 | green / size << 8 | blue / size;
            }
        }
    }

    private void addNoise(int[] pixels, int width) {
        int row = 3 * (width / CELL + 2);
        float[] coarse = new float[row * (pixels.length / width / CELL + 2)];
        Draw draw = new Draw(noise, 0);
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] = (float) draw.normal(0, mottle);
        }
        float[] line = new float[row];
        float scale = (float) grain / DICE_DEVIATION;
        long state = noise;
        for (int y = 0, i = 0; i < pixels.length; y++) {
            int above = y / CELL * row;
            float down = y % CELL / (float) CELL;
            for (int k = 0; k < row; k++) {
                line[k] = coarse[above + k] + down * (coarse[above + row + k] - coarse[above + k]);
            }
            for (int x = 0; x < width; x++, i++) {
                state = state * 6364136223846793005L + 1442695040888963407L; // Knuth's MMIX generator
                float bright = scale * ((int) (state >>> 58) + (int) (state >>> 52 & 63) - 63);
                float across = x % CELL / (float) CELL;
                int cell = 3 * (x / CELL);
                int rgb = pixels[i];
                pixels[i] = rough(rgb >> 16 & 0xFF, bright, line, cell, across) << 16
                        | rough(rgb >> 8 & 0xFF, bright, line, cell + 1, across) << 8
                        | rough(rgb & 0xFF, bright, line, cell + 2, across);
            }
        }
    }

    private static int rough(int value, float bright, float[] line, int cell, float across) {
        float rough = value + bright + line[cell] + across * (line[cell + 3] - line[cell]);
        return (int) Math.min(Math.max(rough + 0.5f, 0), 255);
    }
}
