package io.penumbra.image;

/** The colour model of a JPEG. */
enum JpegColour {
    GREY,
    YCBCR,
    RGB;

    /**
     * The colour model of the frame at {@code frame}, by libjpeg's rules in this order: JFIF means YCbCr, then Adobe's
     * transform decides, then the components' names.
     *
     * @param adobeTransform −1 if there is no Adobe segment
     */
    static JpegColour of(byte[] encoded, int frame, boolean jfif, int adobeTransform) throws Refusal {
        int components = encoded[frame + 9] & 0xFF;
        if (components == 1) {
            return GREY;
        }
        if (components != 3) {
            throw new Refusal(
                    Reason.UNSUPPORTED_COLOUR, "the JPEG has " + components + " components (CMYK?), expected 1 or 3");
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
