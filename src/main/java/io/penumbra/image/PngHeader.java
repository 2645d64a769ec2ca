package io.penumbra.image;

/**
 * The IHDR of a PNG.
 *
 * @param bits per sample: 1, 2, 4, 8 or 16
 * @param channels samples per pixel: 1 grey or palette index, 2 grey and alpha, 3 RGB, 4 RGB and alpha
 */
record PngHeader(int width, int height, int bits, int channels, boolean palette, boolean interlaced) {

    static final int LENGTH = 13;

    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int GREY_ALPHA = 4;
    private static final int RGB_ALPHA = 6;

    static PngHeader of(byte[] encoded, int at, Limits limits) throws Refusal {
        limits.checkSize(integer(encoded, at) & 0xFFFFFFFFL, integer(encoded, at + 4) & 0xFFFFFFFFL);
        int bits = encoded[at + 8];
        int colour = encoded[at + 9];
        int channels =
                switch (colour) {
                    case GREY, PALETTE -> 1;
                    case GREY_ALPHA -> 2;
                    case RGB -> 3;
                    case RGB_ALPHA -> 4;
                    default ->
                        throw new Refusal(
                                Reason.CORRUPT, "the PNG has colour type " + colour + ", expected 0, 2, 3, 4 or 6");
                };
        boolean fits =
                switch (bits) {
                    case 1, 2, 4 -> channels == 1;
                    case 8 -> true;
                    case 16 -> colour != PALETTE;
                    default -> false;
                };
        if (!fits) {
            throw new Refusal(
                    Reason.CORRUPT,
                    "the PNG has colour type " + colour + " with " + bits + " bits, which PNG does not allow");
        }
        if (encoded[at + 10] != 0 || encoded[at + 11] != 0 || (encoded[at + 12] & ~1) != 0) {
            throw new Refusal(
                    Reason.CORRUPT,
                    "the PNG has compression method " + encoded[at + 10] + ", filter method " + encoded[at + 11]
                            + " and interlace method " + encoded[at + 12] + ", expected 0, 0 and 0 or 1");
        }
        return new PngHeader(
                integer(encoded, at),
                integer(encoded, at + 4),
                bits,
                channels,
                colour == PALETTE,
                encoded[at + 12] == 1);
    }

    boolean alpha() {
        return channels == 2 || channels == 4;
    }

    /** Bytes from one pixel to the same sample of the next; 1 where several pixels share a byte. */
    int pixelBytes() {
        return Math.max(1, bits * channels / 8);
    }

    /** Bytes of a row of {@code pixels} pixels, without its filter byte. */
    int rowBytes(int pixels) {
        return (int) (((long) pixels * bits * channels + 7) / 8);
    }

    static int integer(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
    }
}
