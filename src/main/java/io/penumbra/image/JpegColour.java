package io.penumbra.image;

/** The colour model of a JPEG. */
enum JpegColour {
    GREY,
    YCBCR,
    RGB;

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
            throw new Refusal(
                    Reason.UNSUPPORTED_COLOUR, "JPEG of " + components + " components (CMYK?); 1 and 3 are read");
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
}
