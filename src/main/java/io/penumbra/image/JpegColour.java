package io.penumbra.image;

/** The colour model of a JPEG. */
enum JpegColour {
    GREY(1),
    YCBCR(3),
    RGB(3);

    private static final int HALF = 1 << 15;
    private static final int[] RED_OF_CR = new int[256];
    private static final int[] GREEN_OF_CR = new int[256];
    private static final int[] GREEN_OF_CB = new int[256];
    private static final int[] BLUE_OF_CB = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int chroma = i - 128;
            RED_OF_CR[i] = fixed(1.40200) * chroma + HALF >> 16;
            BLUE_OF_CB[i] = fixed(1.77200) * chroma + HALF >> 16;
            GREEN_OF_CR[i] = -fixed(0.71414) * chroma;
            GREEN_OF_CB[i] = -fixed(0.34414) * chroma + HALF;
        }
    }

    private final int bands;

    JpegColour(int bands) {
        this.bands = bands;
    }

    int bands() {
        return bands;
    }

    /**
     * Of the frame at {@code frame}, by the rules of libjpeg: JFIF is YCbCr, then Adobe's transform decides, then the
     * components' names.
     *
     * @param adobeTransform −1 where there is no Adobe segment
     */
    static JpegColour of(byte[] encoded, int frame, boolean jfif, int adobeTransform) throws Refusal {
        int components = encoded[frame + 9] & 0xFF;
        if (components == 1) {
            return GREY;
        }
        if (components != 3) {
            throw new Refusal(Reason.UNSUPPORTED_COLOUR, "JPEG of " + components + " components (CMYK?); 1 and 3 are read");
        }
        if (jfif) {
            return YCBCR;
        }
        if (adobeTransform >= 0) {
            return adobeTransform == 0 ? RGB : YCBCR;
        }
        boolean named = encoded[frame + 10] == 'R' && encoded[frame + 13] == 'G' && encoded[frame + 16] == 'B';
        return named ? RGB : YCBCR;
    }

    /**
     * Samples as they are stored to red, green and blue; in place where there are three.
     * YCbCr by the 16-bit fixed-point form of BT.601 that every libjpeg computes, so the result is the same as theirs.
     */
    byte[] toRgb(byte[] samples) {
        return switch (this) {
            case RGB -> samples;
            case GREY -> {
                byte[] rgb = new byte[3 * samples.length];
                for (int i = 0, to = 0; i < samples.length; i++, to += 3) {
                    rgb[to] = rgb[to + 1] = rgb[to + 2] = samples[i];
                }
                yield rgb;
            }
            case YCBCR -> {
                for (int i = 0; i + 2 < samples.length; i += 3) {
                    int y = samples[i] & 0xFF;
                    int cb = samples[i + 1] & 0xFF;
                    int cr = samples[i + 2] & 0xFF;
                    samples[i] = clamped(y + RED_OF_CR[cr]);
                    samples[i + 1] = clamped(y + (GREEN_OF_CB[cb] + GREEN_OF_CR[cr] >> 16));
                    samples[i + 2] = clamped(y + BLUE_OF_CB[cb]);
                }
                yield samples;
            }
        };
    }

    private static int fixed(double factor) {
        return (int) (factor * (1 << 16) + 0.5);
    }

    private static byte clamped(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
