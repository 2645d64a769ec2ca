package io.penumbra.image;

/**
 * Converts the four components of a JPEG to RGB as Pillow's {@code convert("RGB")} does. Both take every such JPEG as
 * Adobe writes it: 255 means no ink.
 */
final class Cmyk {

    private static final int LEVELS = 256;
    private static final int SCALE = 16;
    private static final int HALF = 1 << SCALE - 1;

    /** What libjpeg adds to Y for each Cr or Cb; of green, in fixed point. */
    private static final int[] RED_OF_CR = new int[LEVELS];

    private static final int[] GREEN_OF_CR = new int[LEVELS];
    private static final int[] GREEN_OF_CB = new int[LEVELS];
    private static final int[] BLUE_OF_CB = new int[LEVELS];

    static {
        for (int level = 0; level < LEVELS; level++) {
            int chroma = level - 128;
            RED_OF_CR[level] = fixed(1.40200) * chroma + HALF >> SCALE;
            BLUE_OF_CB[level] = fixed(1.77200) * chroma + HALF >> SCALE;
            GREEN_OF_CR[level] = -fixed(0.71414) * chroma;
            GREEN_OF_CB[level] = -fixed(0.34414) * chroma + HALF;
        }
    }

    private Cmyk() {}

    /** Works in place: the pixels' red, green and blue stand closely at the beginning of {@code samples}. */
    static byte[] toRgb(byte[] samples) {
        for (int from = 0, to = 0; from < samples.length; from += 4, to += 3) {
            int light = samples[from + 3] & 0xFF;
            samples[to] = inked(255 - (samples[from] & 0xFF), light);
            samples[to + 1] = inked(255 - (samples[from + 1] & 0xFF), light);
            samples[to + 2] = inked(255 - (samples[from + 2] & 0xFF), light);
        }
        return samples;
    }

    /** The same of Y, Cb, Cr and black. The first three give the inks, not the light. */
    static byte[] ofYcckToRgb(byte[] samples) {
        for (int from = 0, to = 0; from < samples.length; from += 4, to += 3) {
            int y = samples[from] & 0xFF;
            int cb = samples[from + 1] & 0xFF;
            int cr = samples[from + 2] & 0xFF;
            int light = samples[from + 3] & 0xFF;
            samples[to] = inked(clipped(y + RED_OF_CR[cr]), light);
            samples[to + 1] = inked(clipped(y + (GREEN_OF_CB[cb] + GREEN_OF_CR[cr] >> SCALE)), light);
            samples[to + 2] = inked(clipped(y + BLUE_OF_CB[cb]), light);
        }
        return samples;
    }

    /** Light · (1 − ink/255), rounded as Pillow does. */
    private static byte inked(int ink, int light) {
        int product = ink * light + 128;
        return (byte) (light - ((product >> 8) + product >> 8));
    }

    private static int clipped(int level) {
        return Math.max(0, Math.min(255, level));
    }

    private static int fixed(double factor) {
        return (int) (factor * (1 << SCALE) + 0.5);
    }
}
